import { type Expression, sql } from 'kysely';

/** When each day begins, the first one first. */
export type Days = readonly [first: Date, ...others: Date[]];

/** How many things happened on each day, by app. */
export interface DayCounts {
  /** `day` is counted from one; `app` is null for what belongs to none. */
  rows: { day: number; app: string | null; count: number; failed: number }[];
  /** Whether there were more than are counted, so that the first days are incomplete. */
  isCapped: boolean;
}

/** Bounds the cost of a chart: the newest ones are counted. */
export const MOST_COUNTED = 100_000;

/**
 * Which day an instant belongs to, counted from one, by the instants at which the days begin: the viewer's midnights, which are not
 * always 24 hours apart.
 */
export const dayOf = (at: Expression<Date>, days: Days) =>
  sql<number>`width_bucket(${at}, ${[...days]}::timestamptz[])`;
