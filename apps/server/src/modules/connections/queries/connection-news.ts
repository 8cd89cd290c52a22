import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Batch } from '../../../platform/live/batch.ts';
import { OLDEST_RUNNING } from '../../../platform/live/oldest-transaction.ts';
import { eventNamed, type StoredEvent } from '../history-entry.entity.ts';
import { selectConnections } from './read-connections.ts';
import type { ConnectionChange } from './watch-connections.ts';

/** Where a stream stands in the history of a workspace. */
interface Place {
  workspaceId: string;
  last: string;
}

type News = [cursor: string, change: ConnectionChange];

/** What streams find behind their places; asked by all streams of a process, together. */
export type ConnectionNews = Pick<Batch<Place, News[]>, 'ask'>;

interface Row {
  tx_id: string;
  seq: string;
  connection_id: string;
  app_slug: string;
  event: StoredEvent;
}

const PAGE = 100;

/** One query says which places have anything behind them. Where nothing has happened, that is all that is asked. */
export function connectionNews({ orm }: { orm: MikroORM }): ConnectionNews {
  return new Batch({
    nameOf: ({ workspaceId, last }) => `${workspaceId} ${last}`,
    async answerAll(places) {
      const em = orm.em.fork();
      const some = await placesWithNews(em, places);
      return Promise.all(places.map(async (place, index) => (some.has(index) ? newsAt(em, place) : [])));
    },
  });
}

/** The indices of the places. Stops before the oldest running transaction, like `rowsAfter`. */
async function placesWithNews(em: EntityManager, places: Place[]): Promise<Set<number>> {
  const parts = places.map(({ last }) => last.split('-'));
  const { rows } = await sql<{ place: number }>`
    select place::int from unnest(
             ${places.map(({ workspaceId }) => workspaceId)}::text[],
             ${parts.map(([txId]) => txId)}::xid8[], ${parts.map(([, seq]) => seq)}::bigint[]
           ) with ordinality as p (workspace_id, tx_id, seq, place)
     where exists (
       select 1 from connection_events e
        where e.workspace_id = p.workspace_id
          and (e.tx_id, e.seq) > (p.tx_id, p.seq)
          and e.tx_id < ${OLDEST_RUNNING}
     )`.execute(em.getKysely<Record<string, never>>());
  return new Set(rows.map(({ place }) => place - 1));
}

async function newsAt(em: EntityManager, place: Place): Promise<News[]> {
  const rows = await rowsAfter(em, place);
  const ids = [...new Set(rows.map((row) => row.connection_id))];
  const where = sql`c.workspace_id = ${place.workspaceId} and c.id = any (${ids}::uuid[])`;
  const views = new Map((await selectConnections(em, where)).map((view) => [view.id, view]));
  return rows.map(({ tx_id, seq, connection_id: connectionId, app_slug: app, event }) => [
    `${tx_id}-${seq}`,
    { connectionId, app, event: eventNamed(event), connection: views.get(connectionId) ?? null },
  ]);
}

/** Stops before the oldest running transaction: what it has written may sort before what is already visible. */
async function rowsAfter(em: EntityManager, { workspaceId, last }: Place): Promise<Row[]> {
  const [txId, seq] = last.split('-');
  const { rows } = await sql<Row>`
    select tx_id::text, seq::text, connection_id, app_slug, event
      from connection_events
     where workspace_id = ${workspaceId}
       and (tx_id, seq) > (${txId}::xid8, ${seq}::bigint)
       and tx_id < ${OLDEST_RUNNING}
     -- The columns: bare names would be the texts above, by which 10 comes before 9.
     order by connection_events.tx_id, connection_events.seq limit ${PAGE}
  `.execute(em.getKysely<Record<string, never>>());
  return rows;
}
