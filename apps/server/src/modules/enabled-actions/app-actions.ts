import type { EntityManager } from '@mikro-orm/postgresql';
import { ACTIONS_OF, type Policy } from './policy.ts';
import { db } from '../../platform/orm/tables.ts';
import { anyOf } from '../../platform/orm/expressions.ts';

const actionsOf = (em: EntityManager, app: string) =>
  db(em).selectFrom('composio_actions_cache').select('slug').where('app_slug', '=', app).where('gone_at', 'is', null);

/** Those of the app's actions that a policy means. */
export async function actionsOfKind(em: EntityManager, app: string, kind: Policy): Promise<Set<string>> {
  const rows = await actionsOf(em, app)
    .where((eb) => ACTIONS_OF[kind](eb.ref('tags')))
    .execute();
  return new Set(rows.map(({ slug }) => slug));
}

/** Those of the named actions that the app has. */
export async function knownActions(em: EntityManager, app: string, slugs: Iterable<string>): Promise<Set<string>> {
  const rows = await actionsOf(em, app)
    .where('slug', '=', anyOf([...slugs]))
    .execute();
  return new Set(rows.map(({ slug }) => slug));
}
