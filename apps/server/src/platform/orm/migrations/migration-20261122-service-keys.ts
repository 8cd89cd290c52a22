import { Migration } from '@mikro-orm/migrations';

/**
 * Service keys. A key is looked up by the id in its token before any workspace is believed, so the id leads; everything
 * else about it belongs to the workspace that manages it.
 */
const SERVICE_KEYS = `
create table service_keys (
  id uuid not null primary key,
  workspace_id text not null,
  name text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  secret_hash text not null,
  previous_hash text,
  previous_until timestamptz,
  created_by jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  revoked_by jsonb,
  last_used_at timestamptz,
  constraint service_keys_previous_check check ((previous_hash is null) = (previous_until is null))
);

create table service_key_workspaces (
  workspace_id text not null,
  key_id uuid not null references service_keys (id) on delete cascade,
  primary key (workspace_id, key_id)
);
create index service_key_workspaces_key_idx on service_key_workspaces (key_id);
`;

export class Migration20261122ServiceKeys extends Migration {
  override name = '20261122-service-keys';

  override up(): void {
    this.addSql(SERVICE_KEYS);
  }
}
