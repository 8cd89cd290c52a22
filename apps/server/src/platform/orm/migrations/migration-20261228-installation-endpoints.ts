import { Migration } from '@mikro-orm/migrations';

/** Deliveries to endpoints of the installation are of events of any workspace. */
export class Migration20261228InstallationEndpoints extends Migration {
  override name = '20261228-installation-endpoints';

  override up(): void {
    this.addSql(`alter table deliveries add event_workspace_id text`);
  }
}
