import { Migration } from '@mikro-orm/migrations';

/**
 * Readers follow `tx_id`, a number of the database cluster that wrote the row. A dump that is restored into another cluster
 * begins again at small numbers, so what is written there is counted on from the largest restored one. See continue-history.ts.
 */
export class Migration20261214HistoryClock extends Migration {
  override name = '20261214-history-clock';

  override up(): void {
    this.addSql(`create table history_clock (
      is_only boolean primary key default true check (is_only),
      cluster text,
      shift bigint not null default 0
    )`);
    this.addSql('insert into history_clock default values');
  }
}
