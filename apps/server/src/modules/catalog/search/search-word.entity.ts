import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** A word of the catalog, found by what is left of it after leaving out letters. See spelling.ts. */
export const CatalogSearchWord = defineEntity({
  name: 'CatalogSearchWord',
  tableName: 'catalog_search_words',
  properties: {
    variant: p.string().primary(),
    word: p.string().primary(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    catalog_search_words: TableOf<typeof CatalogSearchWord>;
  }
}
