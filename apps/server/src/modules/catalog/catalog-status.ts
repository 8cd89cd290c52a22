import { type CatalogParts, syncRunSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import { z } from 'zod';
import type { Access } from '../access/index.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import { db } from '../../platform/orm/tables.ts';
import { count } from '../../platform/orm/expressions.ts';

export const catalogStatusOutput = z.object({
  apps: z.int(),
  actions: z.int(),
  triggers: z.int(),
  lastSyncedAt: z.iso.datetime().nullable(),
  /** Whether a sync waits or runs. */
  running: z.boolean(),
  isFailing: z.boolean().describe('Whether the last sync that ended has failed.'),
  /** Its progress, without a stage while it waits; null if there is none. */
  progress: syncRunSchema.pick({ stage: true, done: true, expected: true }).nullable(),
});

/** The size of the catalog, and its age. */
export async function catalogStatus({ em }: Access): Promise<z.infer<typeof catalogStatusOutput>> {
  const { lastSyncedAt, progress, ...counts } = await readStatus(em);
  return { ...counts, progress, lastSyncedAt: lastSyncedAt?.toISOString() ?? null };
}

/** Whether there are apps, and how the syncs go, without counting actions: every page asks for it. */
export async function readCatalogParts(em: EntityManager): Promise<CatalogParts> {
  const { running: isSyncing, ...parts } = await db(em)
    .selectNoFrom(partsOf(db(em)))
    .executeTakeFirstOrThrow();
  return { ...parts, isSyncing };
}

/** All of it in one query, because the admin's page asks every few seconds. */
function readStatus(em: EntityManager) {
  const kysely = db(em);
  const actions = kysely.selectFrom('composio_actions_cache').where('gone_at', 'is', null);
  return kysely
    .selectNoFrom(partsOf(kysely))
    .select(() => [
      actions.select(count.as('count')).$asScalar().$notNull().as('actions'),
      currentApps(kysely)
        .select((inner) => sql<number>`coalesce(sum(${inner.ref('triggers_count')}), 0)::int`.as('sum'))
        .$asScalar()
        .$notNull()
        .as('triggers'),
      openRuns(kysely)
        .select((inner) =>
          jsonBuildObject({ stage: inner.ref('stage'), done: inner.ref('done'), expected: inner.ref('expected') }).as(
            'of',
          ),
        )
        .$asScalar()
        .as('progress'),
    ])
    .executeTakeFirstOrThrow();
}

const currentApps = (kysely: Kysely<Tables>) => kysely.selectFrom('composio_apps_cache').where('gone_at', 'is', null);

const openRuns = (kysely: Kysely<Tables>) =>
  kysely.selectFrom('catalog_sync_runs').where('status', 'in', ['queued', 'running']);

function partsOf(kysely: Kysely<Tables>) {
  const runs = kysely.selectFrom('catalog_sync_runs');
  return (eb: ExpressionBuilder<Tables, never>) =>
    [
      currentApps(kysely).select(count.as('count')).$asScalar().$notNull().as('apps'),
      runs
        .where('status', '=', 'succeeded')
        .select((inner) => inner.fn.max('finished_at').as('at'))
        .$asScalar()
        .as('lastSyncedAt'),
      eb.exists(openRuns(kysely).select('id')).$castTo<boolean>().as('running'),
      eb.fn
        .coalesce(
          runs
            .where('status', 'in', ['succeeded', 'failed'])
            .select((inner) => inner('status', '=', 'failed').as('failed'))
            .orderBy('started_at', 'desc')
            .limit(1)
            .$asScalar(),
          eb.lit(false),
        )
        .$castTo<boolean>()
        .as('isFailing'),
    ] as const;
}
