import { Migration } from '@mikro-orm/migrations';

/** What a confirmation answered, for a repetition after the connection was removed. */
export class Migration20261228FirstResults extends Migration {
  override name = '20261228-first-results';

  override up(): void {
    this.addSql(`alter table connection_attempts add decided_view jsonb`);
  }
}
