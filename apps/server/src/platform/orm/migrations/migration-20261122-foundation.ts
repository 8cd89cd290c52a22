import { Migration } from '@mikro-orm/migrations';

/** Accounts and workspaces: exactly the tables that better-auth asks for (a test compares). */
const ACCOUNTS = `
create table "user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create table "session" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references "user" ("id") on delete cascade, "activeOrganizationId" text);
create table "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null);
create table "verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create table "organization" ("id" text not null primary key, "name" text not null, "slug" text not null unique, "logo" text, "createdAt" timestamptz not null, "metadata" text);
create table "member" ("id" text not null primary key, "organizationId" text not null references "organization" ("id") on delete cascade, "userId" text not null references "user" ("id") on delete cascade, "role" text not null, "createdAt" timestamptz not null);
create table "invitation" ("id" text not null primary key, "organizationId" text not null references "organization" ("id") on delete cascade, "email" text not null, "role" text, "status" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "inviterId" text not null references "user" ("id") on delete cascade);
create index "session_userId_idx" on "session" ("userId");
create index "account_userId_idx" on "account" ("userId");
create index "verification_identifier_idx" on "verification" ("identifier");
create unique index "member_organizationId_userId_key" on "member" ("organizationId", "userId");
create index "member_userId_idx" on "member" ("userId");
create index "invitation_organizationId_idx" on "invitation" ("organizationId");
create index "invitation_email_idx" on "invitation" ("email");
`;

const CONNECTIONS = `
create table entity_connections (
  workspace_id text not null,
  id uuid not null,
  app_slug text not null,
  label text not null default '',
  status text not null check (status in ('added', 'pending', 'active', 'expired')),
  attempt_id uuid,
  connection_id text,
  fallback_status text not null default 'added' check (fallback_status in ('added', 'expired')),
  reason_code text,
  reason_detail text,
  account_identity text,
  added_by jsonb not null,
  connected_by jsonb,
  connected_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  constraint entity_connections_app_label_key unique (workspace_id, app_slug, label),
  constraint entity_connections_pending_check check (status <> 'pending' or attempt_id is not null),
  constraint entity_connections_attempt_check check (attempt_id is null or status in ('pending', 'active'))
);
create index entity_connections_status_idx on entity_connections (workspace_id, status, created_at desc, id desc);
create index entity_connections_created_idx on entity_connections (workspace_id, created_at desc, id desc);
create unique index entity_connections_account_key on entity_connections (connection_id) where connection_id is not null;

create table connection_attempts (
  workspace_id text not null,
  id uuid not null,
  connection_id uuid not null,
  app_slug text not null,
  user_id text not null,
  user_name text not null,
  nonce_hash text not null unique,
  browser_hash text not null,
  account_id text,
  status text not null check (status in ('open', 'authorized', 'superseded', 'refused', 'lapsed', 'cancelled')),
  reason_code text,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  returned_at timestamptz,
  active_seen_at timestamptz,
  closed_at timestamptz,
  primary key (workspace_id, id),
  constraint connection_attempts_closed_check check ((status = 'open') = (closed_at is null))
);
create index connection_attempts_connection_idx on connection_attempts (workspace_id, connection_id);
create index connection_attempts_open_idx on connection_attempts (expires_at) where status = 'open';
create unique index connection_attempts_account_key on connection_attempts (account_id) where account_id is not null;
create unique index connection_attempts_one_open_key on connection_attempts (workspace_id, connection_id) where status = 'open';

create table connection_events (
  workspace_id text not null,
  id uuid not null,
  -- Which transaction wrote the row: readers that follow the table stop before the oldest one still running, because
  -- sequence values and ids are taken before commit and an "id > last" would skip what commits late.
  tx_id xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  connection_id uuid not null,
  app_slug text not null,
  at timestamptz not null,
  event text not null,
  from_status text not null,
  to_status text not null,
  ignored boolean not null default false,
  actor jsonb not null,
  reason_code text,
  reason_detail text,
  attempt_id uuid,
  version integer not null,
  primary key (workspace_id, id)
);
create index connection_events_connection_idx on connection_events (workspace_id, connection_id, seq desc);
create index connection_events_feed_idx on connection_events (workspace_id, tx_id, seq);
create unique index connection_events_version_key on connection_events (workspace_id, connection_id, version) where not ignored;
`;

const CATALOGUE = `
create table composio_apps_cache (
  slug text not null primary key,
  name text not null,
  description text not null,
  app_url text,
  logo_url text,
  categories jsonb not null,
  auth_schemes jsonb not null,
  needs_auth boolean not null,
  actions_count integer not null,
  triggers_count integer not null,
  position integer not null,
  app_metadata jsonb not null,
  content_hash text not null,
  gone_at timestamptz,
  synced_at timestamptz not null
);
create index composio_apps_cache_position_idx on composio_apps_cache (position, slug) where gone_at is null;
create index composio_apps_cache_categories_idx on composio_apps_cache using gin (categories jsonb_path_ops);

create table composio_actions_cache (
  slug text not null primary key,
  app_slug text not null,
  name text not null,
  description text not null,
  tags jsonb not null,
  input_schema jsonb not null,
  output_schema jsonb not null,
  version text,
  content_hash text not null,
  gone_at timestamptz,
  synced_at timestamptz not null
);
create index composio_actions_cache_app_idx on composio_actions_cache (app_slug, name, slug) where gone_at is null;

create table app_logos (
  slug text not null primary key,
  source_url text not null,
  content_type text not null,
  content bytea not null,
  etag text not null
);

create table catalog_sync_runs (
  id uuid not null primary key,
  status text not null check (status in ('running', 'succeeded', 'failed')),
  started_at timestamptz not null,
  finished_at timestamptz,
  apps integer not null default 0,
  actions integer not null default 0,
  triggers integer not null default 0,
  error text
);
create index catalog_sync_runs_started_idx on catalog_sync_runs (started_at desc);
`;

/** Accounts and workspaces, connections, catalogue. */
export class Migration20261122Foundation extends Migration {
  override name = '20261122-foundation';

  override up(): void {
    for (const statements of [ACCOUNTS, CONNECTIONS, CATALOGUE]) this.addSql(statements);
  }
}
