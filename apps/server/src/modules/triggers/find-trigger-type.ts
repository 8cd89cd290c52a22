import type { EntityManager } from '@mikro-orm/postgresql';
import { parseJson } from '@patchbay/exact-json';
import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';
import type { AppMetadata } from '../catalog/index.ts';

export type TriggerType = AppMetadata['triggers'][number];

/** The app's trigger types as the catalog last saw them, by slug. */
export async function triggerTypesOf(em: EntityManager, app: string): Promise<Map<string, TriggerType>> {
  const row = await db(em)
    .selectFrom('composio_apps_cache')
    .select((eb) => eb.cast<string>('app_metadata', 'text').as('metadata'))
    .where('slug', '=', app)
    .executeTakeFirst();
  const metadata = row && (parseJson(row.metadata) as AppMetadata);
  return new Map(metadata?.triggers.map((type) => [type.slug, type]));
}

/** Throws TRIGGER_UNKNOWN when the app has no such trigger. */
export async function findTriggerType(
  em: EntityManager,
  { app, trigger }: { app: string; trigger: string },
): Promise<TriggerType> {
  const type = (await triggerTypesOf(em, app)).get(trigger);
  if (!type) throw new AppError('TRIGGER_UNKNOWN');
  return type;
}
