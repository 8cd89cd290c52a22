import { Migration } from '@mikro-orm/migrations';

/** By endpoint first: a claim takes a few of each endpoint's, however many are due for another one. */
const FAIR_DELIVERIES = `
create index deliveries_turn_idx on deliveries (workspace_id, endpoint_id, due_at) where status = 'waiting';
`;

/** Every endpoint gets its turn. */
export class Migration20261129FairDeliveries extends Migration {
  override name = '20261129-fair-deliveries';

  override up(): void {
    this.addSql(FAIR_DELIVERIES);
  }
}
