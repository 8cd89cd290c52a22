import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { onBehalfOf } from '../limits/on-behalf-of.ts';
import { type LogContext, logContext, originOf, withLogContext } from '../logging/log-context.ts';
import type { Logger } from '../logging/logger.ts';
import { executeSql } from '../orm/raw-sql.ts';
import type { Job, SendOptions } from './job.ts';
import { jobClock } from './job-clock.ts';

type Handler = (data: unknown) => Promise<void>;

/** Dead workers are noticed after this many seconds without a sign of life (pg-boss's own default is 15 minutes). */
const HEARTBEAT_SECONDS = 20;

export interface JobsOptions {
  /** Is there already, and holds nothing else of these names. */
  schema: string;
  /** The database's. */
  clock: Clock;
  log: Logger;
  /** Told of each run that failed; `isLast`: it is not tried again. */
  onFailure?: (failure: { job: string; isLast: boolean }) => void;
}

/** Background work on pg-boss, in the same database. */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #log: Logger;
  readonly #onFailure: NonNullable<JobsOptions['onFailure']>;
  readonly #handlers = new Map<Job, Handler>();
  readonly #workers = new Map<string, string>();

  constructor(pool: Pool, { schema, clock, log, onFailure }: JobsOptions) {
    this.#log = log;
    this.#onFailure = onFailure ?? (() => undefined);
    const db = { executeSql: (text: string, values?: unknown[]) => pool.query(text, values) };
    this.#boss = new PgBoss({ db, schema: forPgBoss(schema), createSchema: false, clock: jobClock(clock) });
    this.#boss.on('error', (error) => log.error({ err: error, limitBy: 'jobs' }, 'jobs: background error'));
  }

  /** Says who does `job`. To be called before {@link start}. */
  handle<Schema extends z.ZodType>(job: Job<Schema>, run: (data: z.infer<Schema>) => Promise<void>): void {
    this.#handlers.set(job, (data) => {
      const callers = callersOf(data);
      const work = () => run(job.data.parse(withoutOrigin(data)));
      return callers.length > 0 ? onBehalfOf({ kind: 'job', callers }, work) : work();
    });
  }

  /** Creates the queues and schedules; with `work` also begins to take jobs. */
  async start({ work }: { work: boolean }): Promise<void> {
    await this.#boss.start();
    for (const [job, handler] of this.#handlers) {
      await this.#declare(job);
      if (work) await this.#work(job, handler);
    }
  }

  /** Enqueues in the transaction of `em`: the job exists if and only if the transaction commits. */
  async send<Schema extends z.ZodType>(
    em: EntityManager,
    job: Job<Schema>,
    { data, ...options }: { data: z.infer<Schema> } & SendOptions,
  ): Promise<void> {
    const db = {
      executeSql: async (text: string, values?: unknown[]) => ({ rows: await executeSql(em, text, values) }),
    };
    await this.#boss.send(job.name, withOrigin(data as object), { db, ...options });
  }

  /** Lets idle workers look at once instead of at their next poll. */
  wake(): void {
    for (const id of this.#workers.values()) this.#boss.notifyWorker(id);
  }

  /**
   * Runs what is due, or with `early` everything that waits, until nothing is left; for tests and tools. A job that
   * fails rejects here. Answers how many were run.
   */
  async drain({ early = false } = {}): Promise<number> {
    let runs = 0;
    while (await this.#runOne(early)) runs += 1;
    return runs;
  }

  /** Waits five seconds at most for running jobs; what still runs then is given back, to be run by another process. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 5_000 });
  }

  async #declare({ name, retryLimit, retryDelayMax, cron, singleton }: Job): Promise<void> {
    const options = {
      retryLimit,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      policy: singleton ? ('stately' as const) : ('standard' as const),
    };
    await this.#boss.createQueue(name, options);
    if (cron) await this.#boss.schedule(name, cron, {});
  }

  async #work(job: Job, handler: Handler): Promise<void> {
    // The metadata say how often the job may still be tried.
    const options = { pollingIntervalSeconds: 1, localConcurrency: 2, includeMetadata: true as const };
    const id = await this.#boss.work(job.name, options, async (batch) => {
      for (const due of batch) await this.#attempt(due, handler);
    });
    this.#workers.set(job.name, id);
  }

  /** pg-boss writes a failure only into the job's row, which is deleted in time: it has to be logged here. */
  async #attempt(due: JobWithMetadata<unknown>, handler: Handler): Promise<void> {
    return withLogContext(contextOf(due), async () => {
      try {
        await handler(due.data);
      } catch (error) {
        this.#noteFailure(due, error);
        throw error;
      }
    });
  }

  #noteFailure({ id, name, retryCount, retryLimit }: JobWithMetadata<unknown>, error: unknown): void {
    const failure = { err: error, job: name, id, retryCount, retryLimit };
    const isLast = retryCount >= retryLimit;
    this.#onFailure({ job: name, isLast });
    if (isLast) this.#log.error(failure, 'jobs: one failed for the last time, and is given up');
    else this.#log.warn(failure, 'jobs: one failed, and is tried again later');
  }

  async #runOne(early: boolean): Promise<boolean> {
    for (const [{ name }, handler] of this.#handlers) {
      const [due] = await this.#boss.fetch(name, { ignoreStartAfter: early });
      if (!due) continue;
      await withLogContext(contextOf(due), () => handler(due.data));
      await this.#boss.complete(name, due.id);
      return true;
    }
    return false;
  }
}

/** It writes the name into its statements as it is given; what is not in lower case is another schema without quotes. */
function forPgBoss(schema: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(schema) ? schema : `"${schema}"`;
}

/** Where a job's data keep the request that sent it, beside what its schema knows. */
const ORIGIN = '$origin';

function withOrigin(data: object): object {
  const context = logContext();
  const origin = context && originOf(context);
  return origin?.reference === undefined ? data : { ...data, [ORIGIN]: origin };
}

function withoutOrigin(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !(ORIGIN in data)) return data;
  const { [ORIGIN]: _, ...rest } = data;
  return rest;
}

const facts = z.object({
  workspaceId: z.string().optional(),
  [ORIGIN]: z.object({ reference: z.string(), traceId: z.string(), traceFlags: z.string() }).partial().optional(),
});

/** What a job's log lines say. */
function contextOf({ name, data }: { name: string; data: unknown }): LogContext {
  const { workspaceId, [ORIGIN]: origin } = facts.safeParse(data).data ?? {};
  return { job: name, ...(workspaceId !== undefined && { workspaceId }), ...origin } as LogContext;
}

/** A job that names a workspace finishes a change of its people or services; any other is upkeep of our own. */
function callersOf(data: unknown): string[] {
  const named = z.object({ workspaceId: z.string() }).safeParse(data);
  return named.success ? [`workspace ${named.data.workspaceId}`] : [];
}
