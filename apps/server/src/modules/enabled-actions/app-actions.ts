import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { ACTIONS_OF, type Policy } from './policy.ts';

const SELECT = 'select slug from composio_actions_cache where app_slug = $1 and gone_at is null';

/** Those of the app's actions that a policy means. */
export async function actionsOfKind(em: EntityManager, app: string, kind: Policy): Promise<Set<string>> {
  const rows = await executeSql<{ slug: string }>(em, `${SELECT} and ${ACTIONS_OF[kind]}`, [app]);
  return new Set(rows.map(({ slug }) => slug));
}

/** Those of the named actions that the app has. */
export async function knownActions(em: EntityManager, app: string, slugs: Iterable<string>): Promise<Set<string>> {
  const rows = await executeSql<{ slug: string }>(em, `${SELECT} and slug = any($2)`, [app, [...slugs]]);
  return new Set(rows.map(({ slug }) => slug));
}
