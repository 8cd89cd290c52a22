import { Migration } from '@mikro-orm/migrations';

const ENABLED = `
-- One row for each connection and not for each action: it is read whole, and a million connections stay a million rows.
create table enabled_actions (
  workspace_id text not null,
  connection_id uuid not null,
  actions text[] not null,
  primary key (workspace_id, connection_id)
);

create table action_policies (
  workspace_id text not null,
  app_slug text not null,
  policy text not null check (policy in ('important', 'all', 'read-only', 'none')),
  chosen_by jsonb not null,
  chosen_at timestamptz not null,
  primary key (workspace_id, app_slug)
);
`;

const EXECUTIONS = `
create table action_executions (
  workspace_id text not null,
  id uuid not null,
  connection_id uuid not null,
  app_slug text not null,
  action_slug text not null,
  actor jsonb not null,
  status text not null check (status in ('running', 'succeeded', 'failed', 'refused', 'uncertain')),
  idempotency_key text,
  request_hash text not null,
  -- Text and not jsonb, which cannot hold U+0000. Arguments only where the installation says so; results for repeats.
  arguments text,
  result text,
  error text,
  error_code text,
  provider_log_id text,
  started_at timestamptz not null,
  deadline_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id),
  constraint action_executions_finished_check check ((status = 'running') = (finished_at is null))
);
create unique index action_executions_key on action_executions (workspace_id, idempotency_key) where idempotency_key is not null;
create index action_executions_connection_idx on action_executions (workspace_id, connection_id, started_at desc, id desc);
create index action_executions_workspace_idx on action_executions (workspace_id, started_at desc, id desc);
create index action_executions_age_idx on action_executions (started_at);
`;

/** Which actions a connection may run, what new ones start with, and what was run. */
export class Migration20261122Actions extends Migration {
  override name = '20261122-actions';

  override up(): void {
    for (const statements of [ENABLED, EXECUTIONS]) this.addSql(statements);
  }
}
