import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { Batch } from '../../../platform/live/batch.ts';
import { OLDEST_RUNNING } from '../../../platform/live/oldest-transaction.ts';
import { anyOf } from '../../../platform/orm/expressions.ts';
import { numberedRowsOf } from '../../../platform/orm/rows-of.ts';
import { db } from '../../../platform/orm/tables.ts';
import { eventNamed } from '../history-entry.entity.ts';
import { connectionView, selectConnections } from './read-connections.ts';
import type { ConnectionChange } from './watch-connections.ts';

/** Where a stream stands in the history of a workspace. */
interface Place {
  workspaceId: string;
  last: string;
}

type News = [cursor: string, change: ConnectionChange];

/** What streams find behind their places; asked by all streams of a process, together. */
export type ConnectionNews = Pick<Batch<Place, News[]>, 'ask'>;

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
  const asked = numberedRowsOf('p', {
    workspace_id: { type: 'text', values: places.map(({ workspaceId }) => workspaceId) },
    tx_id: { type: 'xid8', values: parts.map(([txId]) => txId) },
    seq: { type: 'bigint', values: parts.map(([, seq]) => seq) },
  });
  const rows = await db(em)
    .selectFrom(asked)
    .select((eb) => eb.cast<number>('p.place', 'integer').as('place'))
    .where((eb) => {
      const behind = eb
        .selectFrom('connection_events as e')
        .select('e.id')
        .whereRef('e.workspace_id', '=', 'p.workspace_id')
        .where((inner) => sql<boolean>`(${inner.ref('e.tx_id')}, ${inner.ref('e.seq')}) > (p.tx_id, p.seq)`)
        .where('e.tx_id', '<', OLDEST_RUNNING);
      return eb.exists(behind);
    })
    .execute();
  return new Set(rows.map(({ place }) => place - 1));
}

async function newsAt(em: EntityManager, place: Place): Promise<News[]> {
  const rows = await rowsAfter(em, place);
  const ids = [...new Set(rows.map((row) => row.connection_id))];
  const own = selectConnections(em).where('c.workspace_id', '=', place.workspaceId);
  const connections = await own.where('c.id', '=', anyOf(ids)).execute();
  const views = new Map(connections.map((row) => [row.id, connectionView(row)]));
  return rows.map(({ tx_id, seq, connection_id: connectionId, app_slug: app, event }) => [
    `${tx_id}-${seq}`,
    { connectionId, app, event: eventNamed(event), connection: views.get(connectionId) ?? null },
  ]);
}

/** Stops before the oldest running transaction: what it has written may sort before what is already visible. */
function rowsAfter(em: EntityManager, { workspaceId, last }: Place) {
  const [txId, seq] = last.split('-');
  return (
    db(em)
      .selectFrom('connection_events as e')
      .select((eb) => [eb.cast<string>('e.tx_id', 'text').as('tx_id'), eb.cast<string>('e.seq', 'text').as('seq')])
      .select(['e.connection_id', 'e.app_slug', 'e.event'])
      .where('e.workspace_id', '=', workspaceId)
      .where((eb) => sql<boolean>`(${eb.ref('e.tx_id')}, ${eb.ref('e.seq')}) > (${txId}::xid8, ${seq}::bigint)`)
      .where('e.tx_id', '<', OLDEST_RUNNING)
      // The columns: bare names would be the texts above, by which 10 comes before 9.
      .orderBy('e.tx_id')
      .orderBy('e.seq')
      .limit(PAGE)
      .execute()
  );
}
