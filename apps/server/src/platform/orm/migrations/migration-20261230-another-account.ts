import { Migration } from '@mikro-orm/migrations';

/** Whether a reconnect may come back with another account than the one in use, because the person chose that. */
export class Migration20261230AnotherAccount extends Migration {
  override name = '20261230-another-account';

  override up(): void {
    this.addSql('alter table connection_attempts add column any_account boolean not null default false');
  }
}
