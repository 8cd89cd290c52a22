import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Batch } from '../../platform/live/batch.ts';
import { OLDEST_RUNNING } from '../../platform/live/oldest-transaction.ts';
import { anyOf } from '../../platform/orm/expressions.ts';
import { numberedRowsOf } from '../../platform/orm/rows-of.ts';
import { db } from '../../platform/orm/tables.ts';
import { eventView, selectEvents } from './read-events.ts';
import type { WatchedEvent } from './watch-events.ts';

/** Where a stream stands among the events of a workspace, and whether it wants their payloads. */
interface Place {
  workspaceId: string;
  last: string;
  payload: boolean;
}

type News = [cursor: string, event: WatchedEvent];

/** What streams find behind their places; asked by all streams of a process, together. */
export type EventNews = Pick<Batch<Place, News[]>, 'ask'>;

/** Events read at once: with their payloads, of up to a megabyte each, what a slow reader makes wait is one. */
const PAGE = { plain: 100, withPayload: 1 };

/** One query says which places have anything behind them. Where nothing has happened, that is all that is asked. */
export function eventNews({ orm }: { orm: MikroORM }): EventNews {
  return new Batch({
    nameOf: ({ workspaceId, last, payload }) => `${workspaceId} ${last} ${payload}`,
    async answerAll(places) {
      const em = orm.em.fork();
      const some = await placesWithNews(em, places);
      return Promise.all(places.map(async (place, index) => (some.has(index) ? newsAt(em, place) : [])));
    },
  });
}

/** The indices of the places. Stops before the oldest running transaction, like `rowsAfter`. */
async function placesWithNews(em: EntityManager, places: Place[]): Promise<Set<number>> {
  const parts = places.map(({ last }) => last.split('/'));
  const asked = numberedRowsOf('p', {
    workspace_id: { type: 'text', values: places.map(({ workspaceId }) => workspaceId) },
    tx_id: { type: 'xid8', values: parts.map(([txId]) => txId) },
    id: { type: 'uuid', values: parts.map(([, id]) => id) },
  });
  const rows = await db(em)
    .selectFrom(asked)
    .select((eb) => eb.cast<number>('p.place', 'integer').as('place'))
    .where((eb) => {
      const behind = eb
        .selectFrom('events as e')
        .select('e.id')
        .whereRef('e.workspace_id', '=', 'p.workspace_id')
        .where((inner) => sql<boolean>`(${inner.ref('e.tx_id')}, ${inner.ref('e.id')}) > (p.tx_id, p.id)`)
        .where('e.tx_id', '<', OLDEST_RUNNING);
      return eb.exists(behind);
    })
    .execute();
  return new Set(rows.map(({ place }) => place - 1));
}

async function newsAt(em: EntityManager, place: Place): Promise<News[]> {
  const rows = await rowsAfter(em, place);
  const ids = rows.map((row) => row.id);
  const own = selectEvents(em, place).where('e.workspace_id', '=', place.workspaceId);
  const events = (await own.where('e.id', '=', anyOf(ids)).execute()).map(eventView);
  const byId = new Map(events.map((event) => [event.id, event]));
  return rows.flatMap(({ id, txId }) => {
    const event = byId.get(id);
    return event ? [[`${txId}/${id}`, event] satisfies News] : [];
  });
}

/** Stops before the oldest running transaction: what it has written may sort before what is already visible. */
function rowsAfter(em: EntityManager, { workspaceId, last, payload }: Place) {
  const [txId, id] = last.split('/');
  return db(em)
    .selectFrom('events as e')
    .select((eb) => ['e.id', eb.cast<string>('e.tx_id', 'text').as('txId')])
    .where('e.workspace_id', '=', workspaceId)
    .where((eb) => sql<boolean>`(${eb.ref('e.tx_id')}, ${eb.ref('e.id')}) > (${txId}::xid8, ${id}::uuid)`)
    .where('e.tx_id', '<', OLDEST_RUNNING)
    .orderBy('e.tx_id')
    .orderBy('e.id')
    .limit(payload ? PAGE.withPayload : PAGE.plain)
    .execute();
}
