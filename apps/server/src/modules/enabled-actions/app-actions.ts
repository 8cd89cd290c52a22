import type { EntityManager } from '@mikro-orm/postgresql';
import { ACTIONS_OF, type Policy } from './policy.ts';
import { anyOf } from '../../platform/orm/expressions.ts';
import { offeredActions } from '../catalog/index.ts';

/** The app's actions that a policy selects. */
export async function actionsOfKind(em: EntityManager, app: string, kind: Policy): Promise<Set<string>> {
  const rows = await offeredActions(em, app)
    .select('slug')
    .where((eb) => ACTIONS_OF[kind](eb.ref('tags')))
    .execute();
  return new Set(rows.map(({ slug }) => slug));
}

/** Those of the named actions that the app has. */
export async function knownActions(em: EntityManager, app: string, slugs: Iterable<string>): Promise<Set<string>> {
  const rows = await offeredActions(em, app)
    .select('slug')
    .where('slug', '=', anyOf([...slugs]))
    .execute();
  return new Set(rows.map(({ slug }) => slug));
}
