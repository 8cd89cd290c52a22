import { type Expression, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { count } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { eventFilterFields, matchingEvents } from './event-filter.ts';

/** Events that are counted at most: a person reads “10,000 or more” like any larger number. */
const MOST = 10_000;

export const countEventsInput = inputObject(eventFilterFields).prefault({});

export const countEventsOutput = z.object({
  total: z.int(),
  /** Whether there are more than were counted: the newest ones. */
  isCapped: z.boolean(),
  /** Events with a delivery that failed, that waits, and that match no trigger. */
  failed: z.int(),
  waiting: z.int(),
  unmatched: z.int(),
});

/** How many of the workspace's events match, and how their deliveries stand. */
export async function countEvents(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  filter: z.infer<typeof countEventsInput>,
): Promise<z.infer<typeof countEventsOutput>> {
  const newest = matchingEvents({ em, workspaceId }, filter)
    .clearSelect()
    .select(['d.dead', 'd.waiting', 'e.verdict'])
    .orderBy('e.id', 'desc')
    .limit(MOST + 1);
  const { total, ...counts } = await db(em)
    .selectFrom(newest.as('m'))
    .select((eb) => [
      count.as('total'),
      countOf(eb('m.dead', '>', 0)).as('failed'),
      countOf(eb('m.waiting', '>', 0)).as('waiting'),
      countOf(eb('m.verdict', '=', 'unknown')).as('unmatched'),
    ])
    .executeTakeFirstOrThrow();
  return { ...counts, total: Math.min(total, MOST), isCapped: total > MOST };
}

const countOf = (which: Expression<SqlBool>) => sql<number>`count(*) filter (where ${which})::int`;
