import type { Pool } from 'pg';
import { sql } from 'kysely';
import type { WebhookMessage } from '../routing/webhook-message.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';
import { runOn } from '../../../platform/orm/run-on.ts';
import { statements } from '../../../platform/orm/tables.ts';

/** A verified message on its way into the inbox. */
export interface Arrival {
  /** The row's id: UUID version 7. */
  id: string;
  messageId: string;
  receivedAt: Date;
  body: Buffer;
  /** All that is kept of the parsed body: otherwise every message waiting for its commit would be in memory twice. */
  kind: WebhookMessage['kind'];
  accountId: string | undefined;
}

/**
 * The result of storing a message. Its connection, and so whether it is `foreign` or from an unknown account, is
 * determined when it is routed.
 */
export type Receipt = 'accepted' | 'duplicate' | 'unknown' | 'malformed';

export const SOURCE = 'composio';

/**
 * One statement, so one transaction: inserts the new ids, their messages, and their entries in the routing queue.
 * When another transaction is inserting the same id, this one waits for it to commit, so that `duplicate` is never
 * reported for a message that may still be rolled back. Returns the duplicates, because they are few. Prepared
 * because it runs for every group of messages.
 */
const STORE = prepare((value: ParameterOf<Columns>) => {
  const sent = rowsOf('a', {
    id: { type: 'uuid', values: value('ids') },
    message_id: { type: 'text', values: value('messageIds') },
    received_at: { type: 'timestamptz', values: value('receivedAts') },
    kind: { type: 'text', values: value('kinds') },
    account_id: { type: 'text', values: value('accountIds') },
    verdict: { type: 'text', values: value('verdicts') },
    first: { type: 'int', values: value('firsts') },
    length: { type: 'int', values: value('lengths') },
  });
  return statements
    .with('arrived', (q) =>
      q
        .selectFrom(sent)
        .select((eb) => [
          eb.fn<string>('webhook_message_digest', [eb.cast(eb.val(SOURCE), 'text'), 'a.message_id']).as('digest'),
          sql<Buffer>`substring(${value('bodies')}::bytea from ${eb.ref('a.first')} for ${eb.ref('a.length')})`.as(
            'body',
          ),
        ])
        .select(['a.id', 'a.message_id', 'a.received_at', 'a.kind', 'a.account_id', 'a.verdict']),
    )
    .with('fresh', (q) =>
      q
        .insertInto('webhook_message_ids')
        .columns(['digest', 'received_at'])
        .expression((eb) => eb.selectFrom('arrived').select(['arrived.digest', 'arrived.received_at']))
        .onConflict((conflict) => conflict.doNothing())
        .returning('digest'),
    )
    .with('stored', (q) =>
      q
        .insertInto('webhook_inbox')
        .columns(['id', 'source', 'message_id', 'received_at', 'body', 'kind', 'account_id', 'verdict'])
        .expression((eb) =>
          eb
            .selectFrom('arrived')
            .innerJoin('fresh', 'fresh.digest', 'arrived.digest')
            .select(['arrived.id', eb.cast<string>(eb.val(SOURCE), 'text').as('source'), 'arrived.message_id'])
            .select(['arrived.received_at', 'arrived.body', 'arrived.kind', 'arrived.account_id', 'arrived.verdict']),
        )
        .returning(['id', 'verdict']),
    )
    .with('queued', (q) =>
      q
        .insertInto('webhook_queue')
        .columns(['id'])
        .expression((eb) => eb.selectFrom('stored').select('stored.id').where('stored.verdict', '=', 'accepted')),
    )
    .selectFrom('arrived')
    .select('arrived.message_id as messageId')
    .where((eb) => eb('arrived.digest', 'not in', eb.selectFrom('fresh').select('fresh.digest')));
});

/** Milliseconds. A database that hangs counts as unavailable: the sender is asked to retry. */
const TIMEOUT_MS = 10_000;

/** Stores a group of messages and returns a receipt for each. Throws database errors; then none is stored. */
export async function storeMessages(pool: Pool, arrivals: Arrival[]): Promise<Receipt[]> {
  // The first of each id that occurs twice in the group. Sorted by id: two processes that insert the same ids in
  // different orders would deadlock.
  const firsts = new Map<string, Arrival>();
  for (const arrival of arrivals) if (!firsts.has(arrival.messageId)) firsts.set(arrival.messageId, arrival);
  const rows = [...firsts.values()].toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1));
  const repeated = await runOn(pool, STORE(columnsOf(rows)), TIMEOUT_MS);
  const known = new Set(repeated.map(({ messageId }) => messageId));
  return arrivals.map((arrival) =>
    known.has(arrival.messageId) || firsts.get(arrival.messageId) !== arrival ? 'duplicate' : verdictOf(arrival),
  );
}

interface Columns {
  ids: string[];
  messageIds: string[];
  receivedAts: Date[];
  kinds: string[];
  accountIds: (string | null)[];
  verdicts: string[];
  firsts: number[];
  bodies: Buffer;
  lengths: number[];
}

const columnsOf = (rows: Arrival[]): Columns => ({
  ids: rows.map(({ id }) => id),
  messageIds: rows.map(({ messageId }) => messageId),
  receivedAts: rows.map(({ receivedAt }) => receivedAt),
  kinds: rows.map(({ kind }) => kind),
  accountIds: rows.map(({ accountId }) => accountId ?? null),
  verdicts: rows.map(verdictOf),
  // All bodies as one value, which is sent as bytes; an array of them would be sent in hexadecimal.
  firsts: placesOf(rows),
  bodies: Buffer.concat(rows.map(({ body }) => body)),
  lengths: rows.map(({ body }) => body.byteLength),
});

/** Where each body starts in the concatenation, counted from 1 as in SQL. */
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
