import { Migration } from '@mikro-orm/migrations';

/** When a verified return stopped counting: from then on only a new attempt helps, and the screen has to say so. */
export class Migration20261205UnconfirmedReturn extends Migration {
  override name = '20261205-unconfirmed-return';

  override up(): void {
    this.addSql('alter table connection_attempts add column unconfirmed_at timestamptz');
  }
}
