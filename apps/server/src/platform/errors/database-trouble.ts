/**
 * Why the database cannot serve for now. Each is temporary or can be fixed by an operator. The codes are permanent: they appear in
 * logs and on `/readyz`, and scripts may branch on them.
 */
export type DatabaseTrouble =
  | 'read_only'
  | 'disk_full'
  | 'locked'
  | 'slow'
  | 'pool_exhausted'
  | 'connections_exhausted'
  | 'out_of_resources'
  | 'starting'
  | 'stopping'
  | 'partition_missing'
  | 'away';

/** For people, beginning after "the database". */
export const TROUBLE_SENTENCES: Record<DatabaseTrouble, string> = {
  read_only: 'is read-only: it is a standby, or default_transaction_read_only is on. Check where DATABASE_URL leads.',
  disk_full: 'has no space left on its disk. Make room, or enlarge the disk.',
  locked: 'has a table locked by another session. pg_stat_activity shows which one.',
  slow: 'did not answer in time, or a statement took too long.',
  pool_exhausted: 'has no connection free in this process. Raise DATABASE_POOL, or look for what holds them.',
  connections_exhausted: 'takes no more connections. Lower DATABASE_POOL, or raise max_connections.',
  out_of_resources: 'is out of memory or another resource.',
  starting: 'is starting up.',
  stopping: 'is shutting down, or ended the session.',
  partition_missing: 'has no partition for new rows yet.',
  away: 'does not answer.',
};

/** By SQLSTATE (PostgreSQL documentation, appendix A) and by Node's codes of sockets and names; the first that fits. */
const BY_CODE: readonly [DatabaseTrouble, RegExp][] = [
  ['read_only', /^25006$/],
  ['disk_full', /^53100$/],
  ['connections_exhausted', /^53300$/],
  ['out_of_resources', /^53/],
  ['locked', /^55P03$/],
  ['slow', /^(57014|25P03|25P04)$/],
  ['starting', /^57P03$/],
  ['stopping', /^57P/],
  // A protocol violation (08P01) is not temporary.
  ['away', /^08(?!P01)|^ECONN|^EPIPE$|^ETIMEDOUT$|^EHOST|^ENET|^ENOTFOUND$|^EAI_/],
];

/**
 * What `pg` throws without a code: when no connection is free, when one dies, or when an answer does not come. And what pgbouncer
 * says of the server behind it, always with the code of a protocol violation (its src/client.c, objects.c and janitor.c).
 */
const BY_MESSAGE: readonly [DatabaseTrouble, RegExp][] = [
  ['pool_exhausted', /timeout exceeded when trying to connect/],
  [
    'connections_exhausted',
    /^(no more connections allowed|query_wait_timeout|server login failed: .*(too many|connection slots))/,
  ],
  ['slow', /Query read timeout|^(query_timeout|idle_transaction_timeout)/],
  ['starting', /^server login failed: .*(starting up|recovery mode|not yet accepting)/],
  ['stopping', /^server login failed: .*shutting down|^(bouncer|pgbouncer) is shutting down/],
  [
    'away',
    /Connection terminated|is not queryable|^server conn crashed|^server login has been failing|^pgbouncer cannot connect/,
  ],
];

/** The cause that `thrown` stands for; undefined for a bug or the caller's mistake. */
export function databaseTrouble(thrown: unknown): DatabaseTrouble | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (lacksPartition(thrown)) return 'partition_missing';
  const code = 'code' in thrown ? String(thrown.code) : '';
  const byCode = BY_CODE.find(([, pattern]) => pattern.test(code));
  return (byCode ?? BY_MESSAGE.find(([, pattern]) => pattern.test(thrown.message)))?.[0];
}

/**
 * Whether a row found no partition. PostgreSQL gives it the code of a violated check, but names no constraint. It passes:
 * every process creates missing partitions hourly, and the receiver creates them when it meets this error.
 */
export function lacksPartition(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    thrown.code === '23514' &&
    !('constraint' in thrown && thrown.constraint !== undefined)
  );
}
