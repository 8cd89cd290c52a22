import { Migration } from '@mikro-orm/migrations';

/** The auth config that an attempt's account was opened with; unknown for the attempts that are open now. */
export class Migration20261126AttemptConfig extends Migration {
  override name = '20261126-attempt-config';

  override up(): void {
    this.addSql('alter table connection_attempts add column auth_config_id text');
  }
}
