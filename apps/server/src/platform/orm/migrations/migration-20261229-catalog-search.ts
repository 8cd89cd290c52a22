import { Migration } from '@mikro-orm/migrations';

/**
 * The catalog's full-text index and the words that spelling is corrected to. Both are filled by the sync, and at the
 * next start for a catalog that is there already.
 */
export class Migration20261229CatalogSearch extends Migration {
  override name = '20261229-catalog-search';

  override up(): void {
    this.addSql(`alter table composio_apps_cache drop column search_text`);
    this.addSql(`alter table composio_apps_cache add column search_document tsvector`);
    this.addSql(`alter table composio_apps_cache add column search_names text`);
    this.addSql(`alter table composio_apps_cache add column search_version text`);
    this.addSql(`create index composio_apps_cache_search on composio_apps_cache using gin (search_document)`);
    this.addSql(`
      create table catalog_search_words (
        variant text not null collate "C",
        word text not null collate "C",
        primary key (variant, word)
      )`);
    this.addSql(`create index catalog_search_words_word on catalog_search_words (word)`);
  }
}
