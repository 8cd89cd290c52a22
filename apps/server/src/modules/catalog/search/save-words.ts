import type { EntityManager } from '@mikro-orm/postgresql';
import { anyOf } from '../../../platform/orm/expressions.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';
import { db } from '../../../platform/orm/tables.ts';
import { batchesOf } from '../sync/catalog-rows.ts';
import { variantsOf } from './spelling.ts';

/** Words that are worth correcting to; shorter ones and numbers are typed right or not at all. */
const isWorthwhile = (word: string) => word.length > 2 && !/\d/.test(word);

/** Stores the words of the catalog with their variants, as far as they are new, and removes those that are no longer there. */
export async function saveWords(em: EntityManager, words: ReadonlySet<string>): Promise<void> {
  const wanted = new Set([...words].filter(isWorthwhile));
  const rows = await db(em).selectFrom('catalog_search_words').select('word').distinct().execute();
  const known = new Set(rows.map(({ word }) => word));
  for (const batch of batchesOf([...wanted].filter((word) => !known.has(word)))) await insert(em, batch);
  const gone = [...known].filter((word) => !wanted.has(word));
  if (gone.length > 0) await db(em).deleteFrom('catalog_search_words').where('word', '=', anyOf(gone)).execute();
}

async function insert(em: EntityManager, words: string[]): Promise<void> {
  const pairs = words.flatMap((word) => variantsOf(word).map((variant) => ({ variant, word })));
  const rows = rowsOf('r', {
    variant: { type: 'text', values: pairs.map(({ variant }) => variant) },
    word: { type: 'text', values: pairs.map(({ word }) => word) },
  });
  await db(em)
    .insertInto('catalog_search_words')
    .columns(['variant', 'word'])
    .expression((eb) => eb.selectFrom(rows).select(['r.variant', 'r.word']))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
