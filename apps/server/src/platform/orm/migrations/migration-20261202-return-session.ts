import { Migration } from '@mikro-orm/migrations';

/** What a return has to be confirmed by: kept until that is done, so that it outlives the process and the provider's absence. */
export class Migration20261202ReturnSession extends Migration {
  override name = '20261202-return-session';

  override up(): void {
    this.addSql('alter table connection_attempts add column return_session_sealed text');
  }
}
