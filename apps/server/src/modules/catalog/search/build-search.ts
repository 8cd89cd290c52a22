import type { EntityManager } from '@mikro-orm/postgresql';
import { type ExpressionBuilder, type RawBuilder, type Selectable, sql } from 'kysely';
import { db } from '../../../platform/orm/tables.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';
import { sentRecords } from '../../../platform/orm/sent-records.ts';
import { batchesOf } from '../sync/catalog-rows.ts';
import { NAMES_VERSION, otherNames } from './other-names.ts';
import { saveWords } from './save-words.ts';
import { keywordsOf } from './keywords.ts';
import { squashed, wordsOf, wordsOfName } from './search-words.ts';

/** What is searched of an app, each as words with blanks between them, but for `squashed`: a name on each line. */
interface SearchTexts {
  slug: string;
  squashed: string;
  names: string;
  categories: string;
  actions: string;
  description: string;
  version: string;
}

const FIELDS = {
  slug: 'text',
  squashed: 'text',
  names: 'text',
  categories: 'text',
  actions: 'text',
  description: 'text',
  version: 'text',
} as const;

/** Brings the index of the catalog up to date, after a sync. Returns how many apps were written. */
export async function buildSearch(em: EntityManager): Promise<number> {
  const texts = await readTexts(em);
  let written = 0;
  for (const batch of batchesOf(texts)) written += await saveTexts(em, batch);
  const words = texts.flatMap(({ names, categories, actions }) => `${names} ${categories} ${actions}`.split(' '));
  await saveWords(em, new Set(words));
  return written;
}

/** Whether some app is not in the index, or was put there with other names than today's. */
export async function isSearchOutdated(em: EntityManager): Promise<boolean> {
  const apps = db(em).selectFrom('composio_apps_cache').select('slug').where('gone_at', 'is', null);
  const outdated = apps.where('search_version', 'is distinct from', NAMES_VERSION).limit(1);
  return (await outdated.executeTakeFirst()) !== undefined;
}

async function readTexts(em: EntityManager): Promise<SearchTexts[]> {
  const apps = await db(em)
    .selectFrom('composio_apps_cache')
    .select(['slug', 'name', 'description', 'categories'])
    // Without the triggers' schemas, which are most of the catalog.
    .select((eb) =>
      sql<string[]>`jsonb_path_query_array(${eb.ref('app_metadata')}::jsonb, '$.triggers[*].name')`.as('triggers'),
    )
    .where('gone_at', 'is', null)
    .orderBy('slug')
    .execute();
  const actions = await db(em)
    .selectFrom('composio_actions_cache')
    .select(['app_slug as app', 'name'])
    .where('gone_at', 'is', null)
    .orderBy('app_slug')
    .orderBy('slug')
    .execute();
  const actionsOf = Map.groupBy(actions, ({ app }) => app);
  return apps.map(({ triggers, ...app }) => {
    const actionNames = (actionsOf.get(app.slug) ?? []).map(({ name }) => name);
    return textsOf(app, [...actionNames, ...triggers]);
  });
}

type App = Pick<Selectable<Tables['composio_apps_cache']>, 'slug' | 'name' | 'description' | 'categories'>;

function textsOf({ slug, name, description, categories }: App, does: string[]): SearchTexts {
  const names = [name, slug, ...otherNames({ slug, name })];
  const keywords = keywordsOf(slug);
  return {
    slug,
    squashed: `\n${[...new Set([...names, ...keywords].map(squashed))].join('\n')}\n`,
    names: names.flatMap(wordsOfName).join(' '),
    categories: [...categories.map((category) => category.name), ...keywords].flatMap(wordsOfName).join(' '),
    actions: [...new Set(does.map((action) => wordsOf(action).join(' ')))].join(' '),
    description: wordsOf(description).join(' '),
    version: NAMES_VERSION,
  };
}

async function saveTexts(em: EntityManager, texts: SearchTexts[]): Promise<number> {
  const sent = sentRecords<SearchTexts, 'r'>('r', FIELDS, texts);
  const rows = await db(em)
    .updateTable('composio_apps_cache as a')
    .from((eb) =>
      eb
        .selectFrom(sent)
        .select((inner) => ['r.slug', 'r.squashed', 'r.version', documentOf(inner).as('document')])
        .as('s'),
    )
    .set((eb) => ({
      search_document: eb.ref('s.document'),
      search_names: eb.ref('s.squashed'),
      search_version: eb.ref('s.version'),
    }))
    .whereRef('a.slug', '=', 's.slug')
    .where((eb) =>
      eb.or([
        eb('a.search_document', 'is distinct from', eb.ref('s.document')),
        eb('a.search_names', 'is distinct from', eb.ref('s.squashed')),
        eb('a.search_version', 'is distinct from', eb.ref('s.version')),
      ]),
    )
    .returning('a.slug')
    .execute();
  return rows.length;
}

/** Names weigh more than categories, these more than actions, and these more than the description. */
function documentOf(eb: ExpressionBuilder<{ r: SearchTexts }, 'r'>): RawBuilder<string> {
  const part = (text: 'names' | 'categories' | 'actions' | 'description', weight: string) =>
    sql`setweight(to_tsvector('english', ${eb.ref(`r.${text}`)}), ${sql.lit(weight)})`;
  return sql`${part('names', 'A')} || ${part('categories', 'B')} || ${part('actions', 'C')} || ${part('description', 'D')}`;
}
