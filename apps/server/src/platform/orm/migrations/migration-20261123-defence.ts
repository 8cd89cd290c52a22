import { Migration } from '@mikro-orm/migrations';

const ATTEMPTS = `
alter table connection_attempts add column confirmed_at timestamptz, add column foreign_return_at timestamptz;
`;

/** The index holds what is due first at its left end; what was never looked at counts from its connecting. */
const REREAD = `
alter table entity_connections add column checked_at timestamptz;
update entity_connections set checked_at = connected_at where status = 'active';
create index entity_connections_checked_idx on entity_connections (checked_at)
  where status = 'active' and connection_id is not null;
`;

/** What the defence of the connect flow and the rolling re-read of accounts remember. */
export class Migration20261123Defence extends Migration {
  override name = '20261123-defence';

  override up(): void {
    for (const statements of [ATTEMPTS, REREAD]) this.addSql(statements);
  }
}
