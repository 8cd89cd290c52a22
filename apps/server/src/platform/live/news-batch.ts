import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { numberedRowsOf } from '../orm/rows-of.ts';
import { db } from '../orm/tables.ts';
import { Batch } from './batch.ts';
import { OLDEST_RUNNING } from './oldest-transaction.ts';

/** The position of a stream among the rows of a workspace. */
interface Position {
  workspaceId: string;
  /** The last row that it received: the transaction that wrote it, and which of its rows it was. */
  last: string;
}

interface NewsOptions<Stream extends Position, News> {
  orm: MikroORM;
  /** The rows, and the column that distinguishes those of one transaction. */
  table: 'connection_events' | 'events';
  key: { column: 'seq' | 'id'; type: 'bigint' | 'uuid' };
  /** Between the two parts of a position. */
  separator: string;
  /** Positions with equal names have the same rows after them. */
  nameOf: (stream: Stream) => string;
  newsAt: (em: EntityManager, stream: Stream) => Promise<News[]>;
}

/**
 * Reads the rows after the positions of streams, for all streams of a process together. One query finds the positions that have any
 * rows after them; if nothing has happened, it is the only one.
 */
export function newsBatch<Stream extends Position, News>(options: NewsOptions<Stream, News>): Batch<Stream, News[]> {
  const { orm, nameOf, newsAt } = options;
  return new Batch({
    nameOf,
    async answerAll(streams) {
      const em = orm.em.fork();
      const some = await withNews(em, streams, options);
      return Promise.all(streams.map(async (stream, index) => (some.has(index) ? newsAt(em, stream) : [])));
    },
  });
}

/** The indices of those. Stops before the oldest running transaction, whose rows may sort before visible ones. */
async function withNews(
  em: EntityManager,
  streams: Position[],
  { table, key, separator }: Pick<NewsOptions<Position, unknown>, 'table' | 'key' | 'separator'>,
): Promise<Set<number>> {
  const parts = streams.map(({ last }) => last.split(separator));
  const asked = numberedRowsOf('p', {
    workspace_id: { type: 'text', values: streams.map(({ workspaceId }) => workspaceId) },
    tx_id: { type: 'xid8', values: parts.map(([txId]) => txId) },
    key: { type: key.type, values: parts.map(([, value]) => value) },
  });
  const rows = await db(em)
    .selectFrom(asked)
    .select((eb) => eb.cast<number>('p.ordinal', 'integer').as('ordinal'))
    .where((eb) => {
      const behind = eb
        // Either has these columns; a query of two types could not be built on.
        .selectFrom(`${table} as e` as 'events as e')
        .select('e.id')
        .whereRef('e.workspace_id', '=', 'p.workspace_id')
        .where((e) => sql<boolean>`(${e.ref('e.tx_id')}, ${sql.ref(`e.${key.column}`)}) > (p.tx_id, p.key)`)
        .where('e.tx_id', '<', OLDEST_RUNNING);
      return eb.exists(behind);
    })
    .execute();
  return new Set(rows.map(({ ordinal }) => ordinal - 1));
}
