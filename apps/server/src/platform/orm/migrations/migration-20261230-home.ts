import { Migration } from '@mikro-orm/migrations';

/** What Home shows at once: how the provider last answered, and the connections that need attention among many. */
export class Migration20261230Home extends Migration {
  override name = '20261230-home';

  override up(): void {
    this.addSql(`
      create table provider_status (
        source text primary key,
        state text not null,
        lacked_permission text,
        webhook text not null,
        observed_at timestamptz not null
      )`);
    this.addSql(`
      create index entity_connections_attention_idx on entity_connections (workspace_id, id)
        where status = 'expired'
           or (status = 'pending' and fallback_status = 'expired')
           or (status = 'active' and (jsonb_array_length(health_parts->'stoppedTriggers') > 0
                                      or (health_parts->>'failedCalls')::int >= 5))`);
    this.addSql(`
      create table dismissed_checklists (
        workspace_id text not null references "organization" ("id") on delete cascade,
        user_id text not null references "user" ("id") on delete cascade,
        dismissed_at timestamptz not null,
        primary key (workspace_id, user_id)
      )`);
  }
}
