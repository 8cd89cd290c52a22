import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { DayCounts, Days } from '../../platform/orm/day-counts.ts';
import { anyOf } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { countEventsPerDay } from '../events/index.ts';
import { countExecutions } from '../executions/index.ts';

/** Apps that have a row of their own; the others are counted together. */
const MAX_APPS = 8;

export const activityInput = inputObject({
  /** When each day begins where the viewer is, the first day first. */
  days: z
    .array(z.iso.datetime())
    .max(31)
    .refine((days) => days.every((day, index) => index === 0 || day > (days[index - 1] ?? '')), 'not in order'),
});

const perDay = z.object({
  /** One for each day. */
  days: z.array(z.object({ count: z.int(), failed: z.int() })),
  apps: z.array(
    z.object({
      /** Null: all other apps. */
      app: z.object({ slug: z.string(), name: z.string() }).nullable(),
      count: z.int(),
      failed: z.int(),
    }),
  ),
  /** Whether there were too many to count, so that the first days are incomplete. */
  isCapped: z.boolean(),
});

export const activityOutput = z.object({ events: perDay, calls: perDay });

/** Trigger messages and action calls of the last days. */
export async function readActivity(
  access: Pick<Access, 'em' | 'workspaceId'>,
  input: z.infer<typeof activityInput>,
): Promise<z.infer<typeof activityOutput>> {
  const [first, ...others] = input.days.map((day) => new Date(day));
  if (!first) return { events: NEVER, calls: NEVER };
  const days: Days = [first, ...others];
  const [events, calls] = [await countEventsPerDay(access, days), await countExecutions(access, days)];
  const names = await namesOf(access.em, [...events.rows, ...calls.rows]);
  return { events: summed(events, days, names), calls: summed(calls, days, names) };
}

const NEVER = { days: [], apps: [], isCapped: false };

type Row = DayCounts['rows'][number];

const NOTHING = { count: 0, failed: 0 };
const plus = (one: typeof NOTHING, other: typeof NOTHING) => ({
  count: one.count + other.count,
  failed: one.failed + other.failed,
});

function summed({ rows: all, isCapped }: DayCounts, days: Days, names: Map<string, string>): z.infer<typeof perDay> {
  // An id is a moment older or newer than its row: the day before the first is no day.
  const rows = all.filter(({ day }) => day > 0);
  const byApp = Map.groupBy(rows, ({ app }) => app ?? '');
  const apps = [...byApp]
    .map(([slug, of]) => ({ slug, ...of.reduce<typeof NOTHING>(plus, NOTHING) }))
    .toSorted((one, other) => other.count - one.count || one.slug.localeCompare(other.slug));
  const others = apps.slice(MAX_APPS).reduce<typeof NOTHING>(plus, NOTHING);
  const named = apps.slice(0, MAX_APPS).map(({ slug, ...counted }) => ({
    app: { slug, name: names.get(slug) ?? slug },
    ...counted,
  }));
  return {
    days: days.map((_, index) => rows.filter(({ day }) => day === index + 1).reduce<typeof NOTHING>(plus, NOTHING)),
    apps: apps.length > MAX_APPS ? [...named, { app: null, ...others }] : named,
    isCapped,
  };
}

async function namesOf(em: EntityManager, rows: Row[]): Promise<Map<string, string>> {
  const slugs = [...new Set(rows.flatMap(({ app }) => app ?? []))];
  if (slugs.length === 0) return new Map();
  const apps = db(em).selectFrom('composio_apps_cache').select(['slug', 'name']).where('slug', '=', anyOf(slugs));
  return new Map((await apps.execute()).map(({ slug, name }) => [slug, name]));
}
