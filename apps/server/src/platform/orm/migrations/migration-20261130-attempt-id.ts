import { Migration } from '@mikro-orm/migrations';

/**
 * The provider gives back an attempt's id without the workspace (it announced to leave its user id out of answers), and
 * the key leads with the workspace: each account was looked for through the whole key. Ids grow with time, so this costs
 * little to write.
 */
export class Migration20261130AttemptId extends Migration {
  override name = '20261130-attempt-id';

  override up(): void {
    this.addSql('create index connection_attempts_id_idx on connection_attempts (id)');
  }
}
