import { Migration } from '@mikro-orm/migrations';

/** Workspaces of developers, whose products run on their own machines. */
export class Migration20261228DevelopmentWorkspaces extends Migration {
  override name = '20261228-development-workspaces';

  override up(): void {
    this.addSql(`alter table "organization" add column "isDevelopment" boolean not null default false`);
  }
}
