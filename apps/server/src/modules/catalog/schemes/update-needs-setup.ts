import type { EntityManager } from '@mikro-orm/postgresql';
import { anyOf } from '../../../platform/orm/expressions.ts';
import { db } from '../../../platform/orm/tables.ts';
import { needsSetup } from './scheme-facts.ts';
import { factsOf, selectFacts } from './select-facts.ts';

/** Brings the catalog's mark up to date, of one app or of all: lists filter by it. Answers how many rows were written. */
export async function updateNeedsSetup(em: EntityManager, slug?: string): Promise<number> {
  const rows = await selectFacts(em)
    .$if(slug !== undefined, (q) => q.where('a.slug', '=', slug ?? ''))
    .execute();
  const wrong = rows.filter((row) => needsSetup(factsOf(row)) !== row.needs_setup);
  for (const isNeeded of [true, false]) {
    const slugs = wrong.filter((row) => row.needs_setup !== isNeeded).map((row) => row.slug);
    if (slugs.length === 0) continue;
    const apps = db(em).updateTable('composio_apps_cache').where('slug', '=', anyOf(slugs));
    await apps.set({ needs_setup: isNeeded }).execute();
  }
  return wrong.length;
}
