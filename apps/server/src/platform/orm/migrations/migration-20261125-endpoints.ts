import { Migration } from '@mikro-orm/migrations';

const ENDPOINTS = `
create table endpoints (
  workspace_id text not null,
  id uuid not null,
  url text not null,
  description text not null,
  -- Empty: all of them.
  apps jsonb not null,
  triggers jsonb not null,
  status text not null check (status in ('on', 'off')),
  off_reason text check (off_reason in ('person', 'gone', 'failing')),
  failing_since timestamptz,
  secret_sealed text not null,
  previous_secret_sealed text,
  previous_until timestamptz,
  created_by jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  constraint endpoints_off_check check ((status = 'off') = (off_reason is not null))
);
`;

/** Both the queue and the log of what we sent: a delivery is found again by whoever asks what became of it. */
const DELIVERIES = `
create table deliveries (
  workspace_id text not null,
  id uuid not null,
  endpoint_id uuid not null,
  -- Null for a test.
  event_id uuid,
  status text not null check (status in ('waiting', 'delivered', 'dead')),
  -- Of the schedule; grows by one with every attempt and begins again when somebody asks for it.
  attempt integer not null default 0,
  attempts jsonb not null default '[]',
  due_at timestamptz not null,
  -- Who is sending it now, and until when nobody else will.
  lease_id uuid,
  leased_until timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id)
) partition by range (id);
create index deliveries_due_idx on deliveries (due_at) where status = 'waiting';
create index deliveries_endpoint_idx on deliveries (workspace_id, endpoint_id, id desc);
create index deliveries_event_idx on deliveries (workspace_id, event_id, id desc);
`;

/** Where events are delivered to, and what became of that. */
export class Migration20261125Endpoints extends Migration {
  override name = '20261125-endpoints';

  override up(): void {
    for (const statements of [ENDPOINTS, DELIVERIES]) this.addSql(statements);
  }
}
