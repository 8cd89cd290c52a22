import { v5 as uuidOf } from 'uuid';
import type { Clock } from '../clock.ts';
import type { Job } from './job.ts';

/** Namespace of the ids below, so that no other id can collide with them. */
const NAMESPACE = '3f0c5a52-6a4e-4c1e-9d52-2b7f0f7d9a11';
/** Milliseconds before a start that it catches up on: a process that is replaced at a full minute misses nothing. */
const MAKES_UP_FOR_MS = 60_000;
/** Milliseconds, the same for a process that was paused, or a clock that was set forward. */
const LONGEST_GAP_MS = 24 * 60 * 60 * 1000;

/** A scheduled job. */
export interface Occurrence {
  job: Job;
  /** The same in every process, so that together they send it once. */
  id: string;
}

/** The first time after `from` that a cron expression names, UTC. */
export type NextTime = (cron: string, from: Date) => Date;

interface CronTimesOptions {
  /** The database's. */
  clock: Clock;
  next: NextTime;
}

/** Decides when jobs with a cron expression are sent. */
export class CronTimes {
  readonly #jobs: (Job & { cron: string })[];
  readonly #clock: Clock;
  readonly #next: NextTime;
  /** All times up to here were handled. */
  #answered: Date;
  #nextAt = 0;

  constructor(jobs: Iterable<Job>, { clock, next }: CronTimesOptions) {
    this.#jobs = [...jobs].flatMap((job) => (job.cron === undefined ? [] : [{ ...job, cron: job.cron }]));
    this.#clock = clock;
    this.#next = next;
    this.#answered = new Date(clock.now().getTime() - MAKES_UP_FOR_MS);
  }

  /** The jobs that became due since the last call; if one job missed several times, only the last. */
  takeDue(): Occurrence[] {
    const now = this.#clock.now();
    const [from, isAhead] = [this.#answered, this.#answered > now];
    // A clock that was set back may have made the next time an earlier one.
    if (!isAhead && now.getTime() < this.#nextAt) return [];
    this.#answered = now;
    this.#nextAt = Math.min(...this.#jobs.map(({ cron }) => this.#next(cron, now).getTime()));
    const since = new Date(Math.max(from.getTime(), now.getTime() - LONGEST_GAP_MS));
    return this.#jobs.flatMap((job) => {
      const at = this.#lastTime(job.cron, since, now);
      return at ? [{ job, id: uuidOf(`${job.name} ${at.toISOString()}`, NAMESPACE) }] : [];
    });
  }

  /** Milliseconds from now; Infinity without any cron expression. */
  get nextInMs(): number {
    return this.#nextAt - this.#clock.now().getTime();
  }

  #lastTime(cron: string, after: Date, until: Date): Date | undefined {
    let last: Date | undefined;
    for (let at = this.#next(cron, after); at <= until; at = this.#next(cron, at)) last = at;
    return last;
  }
}
