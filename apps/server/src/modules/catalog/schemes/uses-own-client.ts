import type { EntityManager } from '@mikro-orm/postgresql';
import { schemeViews } from './scheme-facts.ts';
import { schemeFacts } from './select-facts.ts';

/** Whether new connections of an app consent to an OAuth client of the project's own. Throws APP_UNKNOWN. */
export async function usesOwnClient(em: EntityManager, app: string): Promise<boolean> {
  return schemeViews(await schemeFacts(em, app)).some(({ isOwn }) => isOwn);
}
