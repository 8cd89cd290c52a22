import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import type { Pool } from 'pg';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { ChangeSignal } from '../live/change-signal.ts';
import { lookWhenever } from '../live/look-whenever.ts';
import { onBehalfOf } from '../limits/on-behalf-of.ts';
import { withLogContext } from '../logging/log-context.ts';
import type { Logger } from '../logging/logger.ts';
import { afterCommit } from '../orm/after-commit.ts';
import { db as typedDb } from '../orm/tables.ts';
import { CronTimes } from './cron-times.ts';
import { readWaitingQueues } from './due-jobs.ts';
import type { Job, SendOptions } from './job.ts';
import { jobClock } from './job-clock.ts';
import { callersOf, contextOf, withOrigin, withoutOrigin } from './job-origin.ts';

type Handler = (data: unknown) => Promise<void>;

/** Dead workers are detected after this many seconds without a heartbeat (pg-boss's default is 15 minutes). */
const HEARTBEAT_SECONDS = 20;
/** Notified when a job was sent. */
const JOBS_TOPIC = 'jobs';
/** Milliseconds between two polls: the longest that a job waits if its notification was lost. */
const POLL_INTERVAL_MS = 10_000;
/** Workers fetch when they are woken; pg-boss’s own polling would query each queue separately. A day is its maximum. */
const NEVER_SECONDS = 24 * 60 * 60;
/** pg-boss would check every five seconds for a feature that is not used here (jobs that depend on each other). */
const HARDLY_EVER_SECONDS = 60 * 60;

export interface JobsOptions {
  /** Exists already, and contains no other tables with these names. */
  schema: string;
  /** The database's. */
  clock: Clock;
  /** Wakes the processes for each other's jobs. */
  changes: ChangeSignal;
  log: Logger;
  /** Instead of the usual ten seconds, in milliseconds. */
  lookEveryMs?: number;
  /** Called for each failed run; `isLast`: it is not retried. */
  onFailure?: (failure: { job: string; isLast: boolean }) => void;
}

/**
 * Background work on pg-boss, in the same database. A sent job is announced to all processes after the commit; each of them then
 * queries the due jobs of all queues at once, wakes the workers of those queues, and knows when the next job is due.
 */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #pool: Pool;
  readonly #options: JobsOptions;
  readonly #log: Logger;
  readonly #onFailure: NonNullable<JobsOptions['onFailure']>;
  readonly #handlers = new Map<Job, Handler>();
  readonly #stopping = new AbortController();
  #looking: Promise<void> | undefined;
  /** pg-boss's function that lets all workers of a queue fetch. */
  #wakeWorkers: (queue: string) => void = () => undefined;

  constructor(pool: Pool, options: JobsOptions) {
    const { schema, clock, log, onFailure } = options;
    this.#pool = pool;
    this.#options = options;
    this.#log = log;
    this.#onFailure = onFailure ?? (() => undefined);
    this.#boss = new PgBoss({
      db: {
        executeSql: (text, values) => pool.query(text, values),
        // Needed once, at the start. Waking the workers is our own task: see `#look`.
        listen: (_channel, wakeWorkers) => {
          this.#wakeWorkers = wakeWorkers;
          return Promise.resolve({ close: () => Promise.resolve() });
        },
      },
      schema: forPgBoss(schema),
      createSchema: false,
      clock: jobClock(clock),
      useListenNotify: true,
      // Cron expressions are handled here, to the second; we do not use its registry of processes.
      schedule: false,
      registerInstance: false,
      flowIntervalSeconds: HARDLY_EVER_SECONDS,
    });
    this.#boss.on('error', (error) => log.error({ err: error, limitBy: 'jobs' }, 'jobs: background error'));
  }

  /** Registers the handler of `job`. To be called before {@link start}. */
  handle<Schema extends z.ZodType>(job: Job<Schema>, run: (data: z.infer<Schema>) => Promise<void>): void {
    this.#handlers.set(job, (data) => {
      const callers = callersOf(data);
      const work = () => run(job.data.parse(withoutOrigin(data)));
      return callers.length > 0 ? onBehalfOf({ kind: 'job', callers }, work) : work();
    });
  }

  /** Creates the queues; with `work` also starts to process jobs and to send scheduled ones. */
  async start({ work }: { work: boolean }): Promise<void> {
    await this.#boss.start();
    for (const [job, handler] of this.#handlers) {
      await this.#declare(job);
      if (work) await this.#work(job, handler);
    }
    if (work) this.#looking = this.#lookWhenever();
  }

  /** Enqueues in the transaction of `em`: the job exists if and only if the transaction commits. */
  async send<Schema extends z.ZodType>(
    em: EntityManager,
    job: Job<Schema>,
    { data, ...options }: { data: z.infer<Schema> } & SendOptions,
  ): Promise<void> {
    const db = {
      executeSql: (text: string, values?: unknown[]) => typedDb(em).executeQuery(CompiledQuery.raw(text, values)),
    };
    await this.#boss.send(job.name, withOrigin(data as object), { db, ...options });
    afterCommit(em, this.#announce);
  }

  /** One function, so that a transaction with many jobs announces them once. */
  readonly #announce = () => this.#options.changes.notify(JOBS_TOPIC);

  /**
   * Runs what is due, or with `early` everything that waits, until nothing is left; for tests and tools. A job that
   * fails rejects here. Answers how many were run.
   */
  async drain({ early = false } = {}): Promise<number> {
    let runs = 0;
    while (await this.#runOne(early)) runs += 1;
    return runs;
  }

  /** Waits at most five seconds for running jobs; those that still run then are released for another process. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
    await this.#boss.stop({ graceful: true, timeout: 5_000 });
  }

  #lookWhenever(): Promise<void> {
    const { changes, clock, log, lookEveryMs: everyMs = POLL_INTERVAL_MS } = this.#options;
    const times = new CronTimes(this.#handlers.keys(), { clock, next: (cron, from) => this.#nextTime(cron, from) });
    const looking = { changes, log, signal: this.#stopping.signal };
    return lookWhenever(looking, { name: 'jobs', topic: JOBS_TOPIC, everyMs, look: () => this.#look(times) });
  }

  #nextTime(cron: string, from: Date): Date {
    const [next] = this.#boss.previewSchedule(cron, { from, count: 1 });
    if (!next) throw new Error(`cron: ${cron} names no time after ${from.toISOString()}`);
    return next;
  }

  /** Wakes the workers of due jobs. Returns in how many milliseconds the next job is due. */
  async #look(times: CronTimes): Promise<number> {
    // Sending one that another process has sent already has no effect: its id exists.
    for (const { job, id } of times.takeDue()) await this.#boss.send(job.name, {}, { id });
    const queues = [...this.#handlers.keys()].map(({ name }) => name);
    const waiting = await readWaitingQueues(this.#pool, { schema: forPgBoss(this.#options.schema), queues });
    for (const { name, inMs } of waiting) if (inMs <= 0) this.#wakeWorkers(name);
    // Workers have taken what is due now and report when they are done.
    return Math.min(times.nextInMs, ...waiting.map(({ inMs }) => (inMs > 0 ? inMs : Infinity)));
  }

  async #declare({ name, retryLimit, retryDelayMax, singleton }: Job): Promise<void> {
    const options = {
      retryLimit,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      policy: singleton ? ('stately' as const) : ('standard' as const),
    };
    await this.#boss.createQueue(name, options);
  }

  async #work(job: Job, handler: Handler): Promise<void> {
    // The metadata contains the remaining retries of the job.
    const options = { pollingIntervalSeconds: NEVER_SECONDS, localConcurrency: 2, includeMetadata: true as const };
    await this.#boss.work(job.name, options, async (batch) => {
      for (const due of batch) await this.#attempt(due, handler);
      // More jobs may be waiting for a worker that was busy, and this one may be retried.
      this.#wakeWorkers(job.name);
      this.#options.changes.wakeHere(JOBS_TOPIC);
    });
  }

  /**
   * pg-boss writes a failure only into the job's row, which is deleted in time: it has to be logged here. It is written from
   * here too, so that the look that follows sees when the job is tried again.
   */
  async #attempt(due: JobWithMetadata<unknown>, handler: Handler): Promise<void> {
    return withLogContext(contextOf(due), async () => {
      try {
        await handler(due.data);
      } catch (error) {
        this.#noteFailure(due, error);
        await this.#boss.fail(due.name, due, error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  #noteFailure({ id, name, retryCount, retryLimit }: JobWithMetadata<unknown>, error: unknown): void {
    const failure = { err: error, job: name, id, retryCount, retryLimit };
    const isLast = retryCount >= retryLimit;
    this.#onFailure({ job: name, isLast });
    if (isLast) this.#log.error(failure, 'jobs: one failed for the last time');
    else this.#log.warn(failure, 'jobs: one failed and will be retried');
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

/** pg-boss inserts the name into its statements without quotes; a name with capital letters would be another schema. */
function forPgBoss(schema: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(schema) ? schema : `"${schema}"`;
}
