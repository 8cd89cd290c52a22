import { Migration } from '@mikro-orm/migrations';

/** Which requests services may send to an app with a connection's credentials. No row: none. */
export class Migration20261219ProxyRules extends Migration {
  override name = '20261219-proxy-rules';

  override up(): void {
    this.addSql(`
      create table proxy_rules (
        workspace_id text not null,
        connection_id uuid not null,
        rules jsonb not null,
        chosen_by jsonb not null,
        chosen_at timestamptz not null,
        primary key (workspace_id, connection_id),
        foreign key (workspace_id, connection_id) references entity_connections (workspace_id, id) on delete cascade
      )`);
  }
}
