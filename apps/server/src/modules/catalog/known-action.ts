import type { EntityManager } from '@mikro-orm/postgresql';
import { parseJson } from '@patchbay/exact-json';
import { z } from 'zod';
import { db } from '../../platform/orm/tables.ts';

/** The provider's name for an action: `SLACK_SEND_MESSAGE`. */
export const actionSlug = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,199}$/)
  .describe('The slug of an action, such as `SLACK_SEND_MESSAGE`.');

export interface KnownAction {
  slug: string;
  appSlug: string;
  /** A JSON Schema, as the provider sent it. */
  inputSchema: Record<string, unknown>;
  version: string | null;
}

/** What the catalog knows about an action that is still offered. */
export async function findAction(em: EntityManager, slug: string): Promise<KnownAction | undefined> {
  const row = await db(em)
    .selectFrom('composio_actions_cache')
    .select((eb) => [
      'slug',
      'app_slug as appSlug',
      eb.cast<string>('input_schema', 'text').as('inputSchema'),
      'version',
    ])
    .where('slug', '=', slug)
    .where('gone_at', 'is', null)
    .executeTakeFirst();
  return row && { ...row, inputSchema: parseJson(row.inputSchema) as KnownAction['inputSchema'] };
}

/** The actions that the app still offers, to be narrowed by other modules. */
export const offeredActions = (em: EntityManager, app: string) =>
  db(em).selectFrom('composio_actions_cache').where('app_slug', '=', app).where('gone_at', 'is', null);
