import type { EntityManager } from '@mikro-orm/postgresql';
import { parseJson } from '@patchbay/exact-json';
import { z } from 'zod';
import { db } from '../../platform/orm/tables.ts';
import type { AppMetadata } from './app-metadata.ts';

/** The provider's name for a kind of event: `GITHUB_COMMIT_EVENT`. */
export const triggerSlug = z
  .string()
  .regex(/^[\w.:-]{1,128}$/)
  .describe('The slug of a trigger, such as `GITHUB_COMMIT_EVENT`.');

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
