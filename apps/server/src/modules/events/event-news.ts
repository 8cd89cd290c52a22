import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Batch } from '../../platform/live/batch.ts';
import { OLDEST_RUNNING } from '../../platform/live/oldest-transaction.ts';
import { selectEvents } from './read-events.ts';
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
  const { rows } = await sql<{ place: number }>`
    select place::int from unnest(
             ${places.map(({ workspaceId }) => workspaceId)}::text[],
             ${parts.map(([txId]) => txId)}::xid8[], ${parts.map(([, id]) => id)}::uuid[]
           ) with ordinality as p (workspace_id, tx_id, id, place)
     where exists (
       select 1 from events e
        where e.workspace_id = p.workspace_id
          and (e.tx_id, e.id) > (p.tx_id, p.id)
          and e.tx_id < ${OLDEST_RUNNING}
     )`.execute(em.getKysely<Record<string, never>>());
  return new Set(rows.map(({ place }) => place - 1));
}

async function newsAt(em: EntityManager, place: Place): Promise<News[]> {
  const rows = await rowsAfter(em, place);
  const ids = rows.map((row) => row.id);
  const where = sql`e.workspace_id = ${place.workspaceId} and e.id = any (${ids}::uuid[])`;
  const events = await selectEvents(em, where, { payload: place.payload });
  const byId = new Map(events.map((event) => [event.id, event]));
  return rows.flatMap(({ id, txId }) => {
    const event = byId.get(id);
    return event ? [[`${txId}/${id}`, event] satisfies News] : [];
  });
}

/** Stops before the oldest running transaction: what it has written may sort before what is already visible. */
async function rowsAfter(em: EntityManager, { workspaceId, last, payload }: Place) {
  const [txId, id] = last.split('/');
  const { rows } = await sql<{ id: string; txId: string }>`
    select id, tx_id::text as "txId" from events
     where workspace_id = ${workspaceId}
       and (tx_id, id) > (${txId}::xid8, ${id}::uuid)
       and tx_id < ${OLDEST_RUNNING}
     order by tx_id, id limit ${payload ? PAGE.withPayload : PAGE.plain}
  `.execute(em.getKysely<Record<string, never>>());
  return rows;
}
