import { Migration } from '@mikro-orm/migrations';

/**
 * What the provider tells us, as it was signed. Partitioned by `id`, a UUID version 7 and therefore by time: the key stays
 * one column, a look-up by id reads one partition, and retention drops whole partitions (see partitions.ts).
 *
 * A unique key of a partitioned table has to contain the partition key, so the inbox itself cannot say that a message is
 * new: the same message may arrive on both sides of midnight. `webhook_message_ids` says it, a narrow table that is
 * written by the same statement. It keeps its rows for longer than any sender repeats itself, and being narrow it is the
 * one place where old rows are deleted rather than dropped; its rows lie in order of time, which is what BRIN is for.
 */
const INBOX = `
create table webhook_inbox (
  id uuid not null primary key,
  source text not null,
  message_id text not null,
  received_at timestamptz not null,
  -- The bytes that were signed: jsonb would refuse what JSON allows (a NUL, a lone surrogate) and reorder the rest.
  body bytea not null,
  kind text not null check (kind in ('trigger', 'account_expired', 'trigger_disabled', 'unknown', 'malformed')),
  account_id text,
  verdict text not null check (verdict in ('accepted', 'unknown', 'foreign', 'malformed')),
  routed_at timestamptz
) partition by range (id);
create index webhook_inbox_waiting_idx on webhook_inbox (id) where routed_at is null;
create index webhook_inbox_unknown_idx on webhook_inbox (account_id) where verdict = 'unknown';

create table webhook_message_ids (
  source text not null,
  message_id text not null,
  received_at timestamptz not null,
  primary key (source, message_id)
);
create index webhook_message_ids_received_idx on webhook_message_ids using brin (received_at) with (pages_per_range = 32);

create table webhook_sources (
  source text not null primary key,
  -- The subscription at the provider, and where it sends.
  subscription_id text not null,
  url text not null,
  secret_sealed text,
  previous_secret_sealed text,
  previous_until timestamptz,
  updated_at timestamptz not null
);
`;

/** Incoming webhooks. */
export class Migration20261123WebhookInbox extends Migration {
  override name = '20261123-webhook-inbox';

  override up(): void {
    this.addSql(INBOX);
  }
}
