import type { EntityManager } from '@mikro-orm/postgresql';
import { anyOf } from '../../../platform/orm/expressions.ts';
import { db } from '../../../platform/orm/tables.ts';
import { type Corrections, readingsOf } from './search-query.ts';
import { closest, variantsOf } from './spelling.ts';

/** Corrections that are tried for one word. */
const MAX_CORRECTIONS = 8;

/** Words of the catalog that may have been meant, for each word of a search that is not one of them. */
export async function correctionsOf(em: EntityManager, search: string): Promise<Corrections> {
  const words = new Set(readingsOf(search).flat());
  const variants = new Map([...words].map((word) => [word, variantsOf(word)]));
  const known = await db(em)
    .selectFrom('catalog_search_words')
    .select(['variant', 'word'])
    .where('variant', '=', anyOf([...new Set([...variants.values()].flat())]))
    .execute();
  const wordsOf = Map.groupBy(known, ({ variant }) => variant);
  const corrections = [...variants].map(([word, own]): [string, string[]] => {
    const candidates = new Set(own.flatMap((variant) => (wordsOf.get(variant) ?? []).map((row) => row.word)));
    return [
      word,
      closest(word, [...candidates])
        .filter((other) => other !== word)
        .slice(0, MAX_CORRECTIONS),
    ];
  });
  return new Map(corrections.filter(([, found]) => found.length > 0));
}
