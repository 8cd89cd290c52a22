import { Migration } from '@mikro-orm/migrations';

const SUBSCRIPTIONS = `
create table trigger_subscriptions (
  workspace_id text not null,
  id uuid not null,
  connection_id uuid not null,
  app_slug text not null,
  trigger_slug text not null,
  config jsonb not null,
  -- Of the configuration: the same trigger may be enabled twice, for two repositories, but not twice for one.
  config_hash text not null,
  -- What we want, and what the provider was last made to hold. A job brings the second to the first.
  wanted text not null check (wanted in ('on', 'paused', 'gone')),
  state text not null check (state in ('waiting', 'on', 'paused')),
  upstream_id text,
  upstream_account_id text,
  problem text,
  created_by jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  constraint trigger_subscriptions_config_key unique (workspace_id, connection_id, trigger_slug, config_hash),
  constraint trigger_subscriptions_on_check check (state = 'waiting' or upstream_id is not null)
);
create index trigger_subscriptions_upstream_idx on trigger_subscriptions (workspace_id, upstream_id);

-- What is enabled by itself when an app is connected in this workspace.
create table automatic_triggers (
  workspace_id text not null,
  app_slug text not null,
  trigger_slug text not null,
  config jsonb not null,
  created_by jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, app_slug, trigger_slug)
);
`;

/** Partitioned like the inbox, whose ids they keep: an event cannot be made of one message twice. */
const EVENTS = `
create table events (
  workspace_id text not null,
  id uuid not null,
  -- As in connection_events: who follows the table stops before the oldest transaction that is still running.
  tx_id xid8 not null default pg_current_xact_id(),
  connection_id uuid not null,
  app_slug text not null,
  trigger_slug text not null,
  subscription_id uuid,
  message_id text not null,
  verdict text not null check (verdict in ('accepted', 'unknown')),
  happened_at timestamptz,
  received_at timestamptz not null,
  -- Not jsonb, which refuses a NUL and a lone surrogate that somebody's chat message may well contain.
  payload json not null,
  primary key (workspace_id, id)
) partition by range (id);
create index events_feed_idx on events (workspace_id, tx_id, id);
create index events_connection_idx on events (workspace_id, connection_id, id desc);
create index events_app_idx on events (workspace_id, app_slug, id desc);
`;

/** Trigger subscriptions, and the events they bring. */
export class Migration20261124Triggers extends Migration {
  override name = '20261124-triggers';

  override up(): void {
    for (const statements of [SUBSCRIPTIONS, EVENTS]) this.addSql(statements);
  }
}
