import { Migration } from '@mikro-orm/migrations';

/** Endpoints of an archived workspace are off, and on again when it is restored. */
export class Migration20261220WorkspaceArchived extends Migration {
  override name = '20261220-workspace-archived';

  override up(): void {
    this.addSql(`alter table endpoints drop constraint endpoints_off_reason_check`);
    this.addSql(`alter table endpoints add constraint endpoints_off_reason_check
      check (off_reason in ('person', 'gone', 'failing', 'workspace_archived'))`);
  }
}
