import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { SchemeFacts } from './scheme-facts.ts';

/** What is known of an app. Throws APP_UNKNOWN. */
export async function schemeFacts(em: EntityManager, app: string): Promise<SchemeFacts> {
  const row = await selectFacts(em).where('a.slug', '=', app).executeTakeFirst();
  if (!row) throw new AppError('APP_UNKNOWN');
  return factsOf(row);
}

export function selectFacts(em: EntityManager) {
  return db(em)
    .selectFrom('composio_apps_cache as a')
    .leftJoin('app_auth_schemes as s', 's.slug', 'a.slug')
    .where('a.gone_at', 'is', null)
    .select(['a.slug', 'a.needs_auth', 'a.needs_setup', 'a.auth_schemes', 'a.managed_schemes', 'a.guide_url'])
    .select(['s.own_schemes', 's.schemes', 's.has_endpoint', 's.checked_at']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectFacts>['execute']>>[number];

export function factsOf(row: Row): SchemeFacts {
  return {
    needsAuth: row.needs_auth,
    authSchemes: row.auth_schemes,
    // Null until the first sync after an upgrade: then the provider is taken to have a client for each, as it was before.
    managedSchemes: row.managed_schemes ?? row.auth_schemes,
    ownSchemes: row.own_schemes ?? [],
    details: row.schemes,
  };
}
