import type { Pool } from 'pg';
import type { WebhookMessage } from '../routing/webhook-message.ts';

/** A verified message on its way into the inbox. */
export interface Arrival {
  /** Of the row: UUID version 7. */
  id: string;
  messageId: string;
  receivedAt: Date;
  body: Buffer;
  /** All that is kept of what was read in the body: what waits for its commit would else hold every message twice. */
  kind: WebhookMessage['kind'];
  accountId: string | undefined;
}

/** What became of it. Its connection, and so whether it is `foreign` or of an unknown account, is found when it is routed. */
export type Receipt = 'accepted' | 'duplicate' | 'unknown' | 'malformed';

export const SOURCE = 'composio';

/**
 * One statement, so one transaction: the ids that are new, the messages of exactly those, and the queue of what is to be
 * routed. A sender's repetition that is on its way in another transaction makes this one wait for its commit, so that
 * `duplicate` is never said of something that may yet vanish. Answers the repetitions: there are few.
 */
const STORE = {
  // Without a name: a prepared statement belongs to a session, and through a pooler the next one does not have it.
  // Milliseconds. A database that hangs is a database that is away: the sender is told to come again.
  query_timeout: 10_000,
  text: `
with arrived as (
  select webhook_message_digest($1, message_id) as digest, id, message_id, received_at,
         substring($9::bytea from first for length) as body, kind, account_id, verdict
    from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::int[], $10::int[])
      as a (id, message_id, received_at, kind, account_id, verdict, first, length)
), fresh as (
  insert into webhook_message_ids (digest, received_at)
  select digest, received_at from arrived
  on conflict do nothing returning digest
), stored as (
  insert into webhook_inbox (id, source, message_id, received_at, body, kind, account_id, verdict)
  select id, $1, message_id, received_at, body, kind, account_id, verdict from arrived join fresh using (digest)
  returning id, verdict
), queued as (
  insert into webhook_queue (id) select id from stored where verdict = 'accepted'
)
select message_id as "messageId" from arrived where digest not in (select digest from fresh)`,
};

/** Stores a group of messages and answers, for each, what it was. Throws what the database throws; then none is stored. */
export async function storeMessages(pool: Pool, arrivals: Arrival[]): Promise<Receipt[]> {
  // The first of a message that is in the group twice. In the order of their ids: two processes that insert the same
  // ones in different orders would wait for each other.
  const firsts = new Map<string, Arrival>();
  for (const arrival of arrivals) if (!firsts.has(arrival.messageId)) firsts.set(arrival.messageId, arrival);
  const rows = [...firsts.values()].toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1));
  const answer = await pool.query<{ messageId: string }>({ ...STORE, values: [SOURCE, ...columnsOf(rows)] });
  const known = new Set(answer.rows.map(({ messageId }) => messageId));
  return arrivals.map((arrival) =>
    known.has(arrival.messageId) || firsts.get(arrival.messageId) !== arrival ? 'duplicate' : verdictOf(arrival),
  );
}

function columnsOf(rows: Arrival[]): unknown[] {
  return [
    rows.map(({ id }) => id),
    rows.map(({ messageId }) => messageId),
    rows.map(({ receivedAt }) => receivedAt),
    rows.map(({ kind }) => kind),
    rows.map(({ accountId }) => accountId ?? null),
    rows.map(verdictOf),
    // The bodies as one value, which travels as bytes; an array of them would be written out in hexadecimal.
    placesOf(rows),
    Buffer.concat(rows.map(({ body }) => body)),
    rows.map(({ body }) => body.byteLength),
  ];
}

/** Where each body begins among all of them, counted from 1 as SQL does. */
function placesOf(rows: Arrival[]): number[] {
  let next = 1;
  return rows.map(({ body }) => {
    const first = next;
    next += body.byteLength;
    return first;
  });
}

function verdictOf({ kind }: Arrival): Exclude<Receipt, 'duplicate'> {
  return kind === 'unknown' || kind === 'malformed' ? kind : 'accepted';
}
