import { Migration } from '@mikro-orm/migrations';

/** How many passwords were guessed lately, by account, known browser and network: one small row each, gone soon after. */
export class Migration20261209Guesses extends Migration {
  override name = '20261209-guesses';

  override up(): void {
    this.addSql(`create table guesses (
      key bytea primary key,
      count smallint not null,
      until timestamptz not null
    )`);
    this.addSql('create index guesses_until on guesses (until)');
  }
}
