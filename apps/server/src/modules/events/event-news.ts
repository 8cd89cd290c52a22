import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { OutgoingEventType } from '@patchbay/contracts';
import { sql } from 'kysely';
import type { Batch } from '../../platform/live/batch.ts';
import { newsBatch } from '../../platform/live/news-batch.ts';
import { OLDEST_RUNNING } from '../../platform/live/oldest-transaction.ts';
import { anyOf } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';
import { isEventOf } from '../outbound-webhooks/index.ts';
import { eventView, selectEvents } from './read-events.ts';
import type { WatchedEvent } from './watch-events.ts';

/** The position of a stream among the events of a workspace, and whether it includes payloads. */
interface Position {
  workspaceId: string;
  last: string;
  payload: boolean;
  types: readonly OutgoingEventType[];
  endUserId?: string | undefined;
  tags?: Record<string, string> | undefined;
}

/** `null`: of another type or end user. Reported all the same, so that the position passes it. */
type News = [cursor: string, event: WatchedEvent | null];

/** Reads the events after the positions of streams, for all streams of a process together. */
export type EventNews = Pick<Batch<Position, News[]>, 'ask'>;

/** Page size: with payloads of up to a megabyte each, a slow reader keeps only one in memory. */
const PAGE = { plain: 100, withPayload: 1 };

export function eventNews({ orm }: { orm: MikroORM }): EventNews {
  return newsBatch({
    orm,
    table: 'events',
    key: { column: 'id', type: 'uuid' },
    separator: '/',
    nameOf: ({ workspaceId, last, payload, types, endUserId, tags }: Position) =>
      JSON.stringify([workspaceId, last, payload, types, endUserId, tags]),
    newsAt,
  });
}

async function newsAt(em: EntityManager, position: Position): Promise<News[]> {
  const rows = upToFull(await rowsAfter(em, position), position);
  const ids = rows.filter((row) => position.types.includes(row.type)).map((row) => row.id);
  const { workspaceId, endUserId, tags } = position;
  const own = selectEvents(em, position)
    .where('e.workspace_id', '=', workspaceId)
    .$if(endUserId !== undefined || tags !== undefined, (q) => q.where((eb) => isEventOf(eb, { endUserId, tags })));
  const events = (await own.where('e.id', '=', anyOf(ids)).execute()).map(eventView);
  const byId = new Map(events.map((event) => [event.id, event]));
  return rows.map(({ id, txId }) => [`${txId}/${id}`, byId.get(id) ?? null]);
}

/** The first rows, up to as many of the wanted types as fit on a page. */
function upToFull<Row extends { type: OutgoingEventType }>(rows: Row[], { payload, types }: Position): Row[] {
  const wanted = rows.flatMap(({ type }, index) => (types.includes(type) ? [index] : []));
  return rows.slice(0, (wanted[PAGE[payload ? 'withPayload' : 'plain'] - 1] ?? rows.length) + 1);
}

/** Stops before the oldest running transaction: its rows may sort before those already visible. */
function rowsAfter(em: EntityManager, { workspaceId, last }: Position) {
  const [txId, id] = last.split('/');
  return db(em)
    .selectFrom('events as e')
    .select((eb) => ['e.id', 'e.type', eb.cast<string>('e.tx_id', 'text').as('txId')])
    .where('e.workspace_id', '=', workspaceId)
    .where((eb) => sql<boolean>`(${eb.ref('e.tx_id')}, ${eb.ref('e.id')}) > (${txId}::xid8, ${id}::uuid)`)
    .where('e.tx_id', '<', OLDEST_RUNNING)
    .orderBy('e.tx_id')
    .orderBy('e.id')
    .limit(PAGE.plain)
    .execute();
}
