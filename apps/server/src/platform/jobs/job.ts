import type { z } from 'zod';

/** A kind of background work. Handlers run at least once, so they must be safe to run twice. */
export interface Job<Schema extends z.ZodType = z.ZodType> {
  name: string;
  data: Schema;
  /** How often a failed run is repeated. The delay doubles from 2 s up to `retryDelayMax`. */
  retryLimit: number;
  /** Seconds. */
  retryDelayMax: number;
  /** Cron expression (UTC) for jobs that also run on a schedule. */
  cron?: string;
  /** Whether at most one runs at a time, and at most one more waits, in all processes together. */
  singleton?: boolean;
}

export interface SendOptions {
  /** Not before this instant. */
  startAfter?: Date;
}
