import type { EntityManager } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import type { SchemeFacts } from './scheme-facts.ts';

/** What is known of an app. Throws APP_UNKNOWN. */
export async function schemeFacts(em: EntityManager, app: string): Promise<SchemeFacts> {
  const [row] = (await db(em).executeQuery(ONE({ app }))).rows;
  if (!row) throw new AppError('APP_UNKNOWN');
  return factsOf(row);
}

export const selectFacts = (em: EntityManager) => factsIn(db(em));

const factsIn = (kysely: Kysely<Tables>) =>
  kysely
    .selectFrom('composio_apps_cache as a')
    .leftJoin('app_auth_schemes as s', 's.slug', 'a.slug')
    .where('a.gone_at', 'is', null)
    .select(['a.slug', 'a.needs_auth', 'a.needs_setup', 'a.auth_schemes', 'a.managed_schemes', 'a.guide_url'])
    .select(['s.own_schemes', 's.schemes', 's.has_endpoint', 's.checked_at']);

/** Prepared because every start of an authorization runs it. */
const ONE = prepare((value: ParameterOf<{ app: string }>) => factsIn(statements).where('a.slug', '=', value('app')));

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
