import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Batch } from '../../../platform/live/batch.ts';
import { newsBatch } from '../../../platform/live/news-batch.ts';
import { OLDEST_RUNNING } from '../../../platform/live/oldest-transaction.ts';
import { anyOf } from '../../../platform/orm/expressions.ts';
import { hasTags } from '../../../platform/orm/has-tags.ts';
import { db } from '../../../platform/orm/tables.ts';
import { eventNamed } from '../history-entry.entity.ts';
import { connectionView } from '../connection.view.ts';
import { selectConnections } from './read-connections.ts';
import type { ConnectionChange } from './watch-connections.ts';

/** A stream's position in the history of a workspace. */
interface Position {
  workspaceId: string;
  last: string;
  endUserId?: string | undefined;
  tags?: Record<string, string> | undefined;
}

/** `null`: of another end user, or without the tags. Reported all the same, so that the position passes it. */
type News = [cursor: string, change: ConnectionChange | null];

/** Finds the entries after each stream's position. All streams of a process share one query. */
export type ConnectionNews = Pick<Batch<Position, News[]>, 'ask'>;

const PAGE = 100;

export function connectionNews({ orm }: { orm: MikroORM }): ConnectionNews {
  return newsBatch({
    orm,
    table: 'connection_events',
    key: { column: 'seq', type: 'bigint' },
    separator: '-',
    nameOf: ({ workspaceId, last, endUserId, tags }: Position) => JSON.stringify([workspaceId, last, endUserId, tags]),
    newsAt,
  });
}

async function newsAt(em: EntityManager, position: Position): Promise<News[]> {
  const rows = await rowsAfter(em, position);
  const ids = [...new Set(rows.filter((row) => row.isWanted).map((row) => row.connection_id))];
  const own = selectConnections(db(em)).where('c.workspace_id', '=', position.workspaceId);
  const connections = await own.where('c.id', '=', anyOf(ids)).execute();
  const views = new Map(connections.map((row) => [row.id, connectionView(row)]));
  return rows.map(({ tx_id, seq, connection_id: connectionId, app_slug: app, event, isWanted }) => [
    `${tx_id}-${seq}`,
    isWanted ? { connectionId, app, event: eventNamed(event), connection: views.get(connectionId) ?? null } : null,
  ]);
}

/** Stops before the oldest running transaction: its entries may sort before ones that are already visible. */
function rowsAfter(em: EntityManager, { workspaceId, last, endUserId, tags }: Position) {
  const [txId, seq] = last.split('-');
  return (
    db(em)
      .selectFrom('connection_events as e')
      .select((eb) => [eb.cast<string>('e.tx_id', 'text').as('tx_id'), eb.cast<string>('e.seq', 'text').as('seq')])
      .select(['e.connection_id', 'e.app_slug', 'e.event'])
      .select((eb) =>
        eb
          .and([
            ...(endUserId === undefined ? [] : [eb('e.end_user_id', 'is not distinct from', endUserId)]),
            ...(tags === undefined ? [] : [eb.fn.coalesce(hasTags(eb.ref('e.tags'), tags), sql.lit(false))]),
          ])
          .$castTo<boolean>()
          .as('isWanted'),
      )
      .where('e.workspace_id', '=', workspaceId)
      .where((eb) => sql<boolean>`(${eb.ref('e.tx_id')}, ${eb.ref('e.seq')}) > (${txId}::xid8, ${seq}::bigint)`)
      .where('e.tx_id', '<', OLDEST_RUNNING)
      // Qualified, because the bare names refer to the text aliases above, which sort 10 before 9.
      .orderBy('e.tx_id')
      .orderBy('e.seq')
      .limit(PAGE)
      .execute()
  );
}
