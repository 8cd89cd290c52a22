import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import type { Left } from './fill.ts';
import type { Unfinished } from './leave-unfinished.ts';

interface Boss {
  on(event: 'error', listener: () => void): void;
  start(): Promise<unknown>;
  stop(): Promise<void>;
  send(queue: string, data: object): Promise<string | null>;
  fetch(queue: string): Promise<{ id: string }[]>;
  fail(queue: string, id: string): Promise<unknown>;
}

interface Jobs {
  url: string;
  /** The server of the earlier commit. */
  main: string;
  left: Left;
  unfinished: Unfinished;
}

/**
 * Leaves a job of every queue waiting, as the earlier commit wrote them, with its own pg-boss. One was taken by a
 * process that died, and one failed and waits for its retry. Returns the ids of all waiting jobs.
 */
export async function leaveJobs({ url, main, left, unfinished }: Jobs): Promise<string[]> {
  const path = createRequire(main).resolve('pg-boss');
  const { PgBoss } = (await import(pathToFileURL(path).href)) as { PgBoss: new (options: object) => Boss };
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  for (const [queue, data] of Object.entries(await jobsOf({ url, left, unfinished }))) await boss.send(queue, data);
  await boss.fetch('reread-connection');
  const [failed] = await boss.fetch('drop-lost-account');
  if (failed) await boss.fail('drop-lost-account', failed.id);
  await boss.stop();
  return waitingJobs(url);
}

/** Data for each queue of the earlier commit, as its handlers read them. */
async function jobsOf({ url, left, unfinished }: Omit<Jobs, 'main'>): Promise<Record<string, object>> {
  const { ada, grace, connections, triggerInstance } = left;
  const [adas, graces] = [ada.browser.workspaceId, grace.browser.workspaceId];
  const attempts = await attemptsOf(url);
  const byClock = ['tidy-executions', 'reconcile-accounts', 'reread-accounts', 'sweep-attempts', 'sweep-triggers'];
  const atStart = ['sync-catalogue', 'register-webhook', 'keep-house'];
  return {
    ...Object.fromEntries([...byClock, ...atStart].map((queue) => [queue, {}])),
    'drop-account': { accountId: unfinished.orphan },
    'drop-lost-account': { workspaceId: adas, ...attempts(connections.denied) },
    'attempt-deadline': { workspaceId: graces, ...attempts(unfinished.late) },
    'verify-attempt': { workspaceId: graces, ...attempts(unfinished.returning) },
    'reread-connection': { workspaceId: graces, connectionId: unfinished.stale },
    'settle-triggers': { workspaceId: graces, connectionId: unfinished.armed },
    'check-subscription': { workspaceId: adas, upstreamId: triggerInstance, reason: null },
    'clear-workspace': { workspaceId: 'deleted', actor: { kind: 'user', id: 'ada', name: 'Ada' }, again: false },
  };
}

async function attemptsOf(url: string) {
  const rows = await read<{ id: string; connection_id: string }>(
    url,
    'select id, connection_id from connection_attempts',
  );
  return (connectionId: string) => ({
    connectionId,
    attemptId: rows.find((row) => row.connection_id === connectionId)?.id,
  });
}

const WAITING = `select id from pgboss.job where state < 'completed' and start_after < now() + interval '1 minute'`;

async function waitingJobs(url: string): Promise<string[]> {
  return (await read<{ id: string }>(url, WAITING)).map(({ id }) => id);
}

/** Queue and state of the jobs that are still to be run, or failed permanently. */
export async function unfinishedJobs(url: string, ids: string[]): Promise<string[]> {
  const text = `select name || ' ' || state as job from pgboss.job where id = any ($1) and state <> 'completed'`;
  return (await read<{ job: string }>(url, text, [ids])).map(({ job }) => job);
}

/** The queues of these jobs. */
export async function queuesOf(url: string, ids: string[]): Promise<string[]> {
  const text = 'select distinct name from pgboss.job where id = any ($1) order by name';
  return (await read<{ name: string }>(url, text, [ids])).map(({ name }) => name);
}

export async function read<Row extends object>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
