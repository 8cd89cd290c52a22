import type { AppScheme } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';

/** Permissions in one request, at most: they travel in an address. */
const MAX_SCOPES = 200;

interface Asked {
  app: string;
  chosen: AppScheme | undefined;
  /** What the connection asked for before. */
  requested: string[];
  asked: string[];
}

/**
 * All permissions to ask for: those of before and the new ones, which have to be the app's own, as its actions or its details
 * name them. Throws INPUT_INVALID.
 */
export async function wantedScopes(em: EntityManager, { app, chosen, requested, asked }: Asked): Promise<string[]> {
  if (chosen?.kind !== 'consent') throw invalid('This way has no permissions to choose.');
  const known = new Set([...requested, ...chosen.scopes, ...(await scopesOfActions(em, app))]);
  const unknown = asked.filter((scope) => !known.has(scope));
  if (unknown.length > 0) throw invalid(`The app has no such permission: ${unknown.slice(0, 5).join(', ')}.`);
  const all = [...new Set([...requested, ...asked])];
  if (all.length > MAX_SCOPES) throw invalid('These are too many.');
  return all;
}

async function scopesOfActions(em: EntityManager, app: string): Promise<string[]> {
  const rows = await db(em)
    .selectFrom('composio_actions_cache')
    .select('required_scopes')
    .where('app_slug', '=', app)
    .where('gone_at', 'is', null)
    .execute();
  return rows.flatMap((row) => row.required_scopes.flat());
}

function invalid(text: string): AppError {
  return new AppError('INPUT_INVALID', { fields: { scopes: text } });
}
