import type { EntityManager } from '@mikro-orm/postgresql';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { likePattern, prefixPattern } from '../../../platform/orm/like-pattern.ts';
import { inNaturalOrder } from '../../../platform/orm/natural-order.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';
import { correctionsOf } from './corrections.ts';
import { looseQuery, type SearchQuery, searchQuery, wordsThatCount } from './search-query.ts';

export type AppTable = ExpressionBuilder<{ a: Tables['composio_apps_cache'] }, 'a'>;
type Condition = (eb: AppTable) => Expression<SqlBool>;

interface Wanted {
  search?: string | undefined;
  /** What the apps have to fulfill besides. */
  filter: Condition;
  /** The best match first, and without a search the most popular; or by name. */
  sort?: 'popular' | 'name';
}

/** If fewer apps match all words, those that match any of them are shown too, after the others. */
const FEW = 5;

/**
 * The slugs of the apps that match, in order: all of them, so that they are counted and ordered in one statement. A
 * search is read as typed; if nothing matches, with the spelling corrected; if only a few do, with any of its words.
 */
export async function findApps(em: EntityManager, { search, ...wanted }: Wanted): Promise<string[]> {
  if (!search) return slugsOf(em, wanted);
  if (wordsThatCount(search).length === 0) return [];
  const typed = await slugsOf(em, wanted, searchQuery(search));
  if (isEnough(search, typed)) return typed;
  const corrections = typed.length > 0 ? new Map() : await correctionsOf(em, search);
  const corrected = corrections.size > 0 ? await slugsOf(em, wanted, searchQuery(search, corrections)) : typed;
  return isEnough(search, corrected) ? corrected : slugsOf(em, wanted, looseQuery(search, corrections));
}

/** Without all of its words, a search of one word has nothing that it can be read as. */
function isEnough(search: string, { length: found }: string[]): boolean {
  return found >= FEW || (found > 0 && wordsThatCount(search).length === 1);
}

/** The rows of these slugs, in their order. */
export function inOrder<Row extends { slug: string }>(slugs: readonly string[], rows: readonly Row[]): Row[] {
  const rowOf = new Map(rows.map((row) => [row.slug, row]));
  return slugs.flatMap((slug) => rowOf.get(slug) ?? []);
}

async function slugsOf(
  em: EntityManager,
  { filter, sort = 'popular' }: Omit<Wanted, 'search'>,
  query: SearchQuery | null = null,
): Promise<string[]> {
  const apps = db(em)
    .selectFrom('composio_apps_cache as a')
    .select('a.slug')
    .where('a.gone_at', 'is', null)
    .where(filter);
  const found = query ? apps.where((eb) => matches(eb, query)) : apps;
  const byRelevance = query ? found.orderBy((eb) => score(eb, query), 'desc') : found;
  const ordered =
    sort === 'name' ? found.orderBy((eb) => inNaturalOrder(eb.ref('a.name'))) : byRelevance.orderBy('a.position');
  const rows = await ordered.orderBy('a.slug').execute();
  return rows.map(({ slug }) => slug);
}

/** By its index; as a last resort, because one of its names contains the search. */
function matches(eb: AppTable, { anywhere, squashed, isLoose }: SearchQuery): Expression<SqlBool> {
  return isLoose && squashed.length > 2 ? eb.or([has(eb, anywhere), nameHas(eb, squashed)]) : has(eb, anywhere);
}

/** How well an app matches; the higher, the better. A popular app wins over a slightly better match. */
function score(eb: AppTable, query: SearchQuery): Expression<number> {
  const points: [Expression<SqlBool>, number][] = [
    [nameHas(eb, `\n${query.squashed}\n`), 10],
    [nameHas(eb, `\n${query.squashed}`), 3],
    [eb('a.search_names', 'like', prefixPattern(`\n${query.squashed}`)), 1.5],
    [has(eb, query.names), 4],
    [has(eb, query.wholeNames), 2],
    [has(eb, query.labels), 2],
    [has(eb, query.asTyped), 1.5],
    [has(eb, query.meant), 1.5],
    ...query.words.map((word): [Expression<SqlBool>, number] => [has(eb, word), 3 / query.words.length]),
    ...query.pairs.map((pair): [Expression<SqlBool>, number] => [has(eb, pair), 2.5 / query.pairs.length]),
  ];
  const earned = points.map(([condition, worth]) => sql`case when ${condition} then ${sql.lit(worth)} else 0 end`);
  const closeness = sql`least(1, ${query.squashed.length}::float8 / length(${eb.ref('a.name')}))`;
  const rank = sql`ts_rank(${eb.ref('a.search_document')}, ${tsQuery(query.anywhere)})`;
  // The provider's positions are by use: their logarithm makes the first few differ the most.
  return sql<number>`${sql.join(earned, sql` + `)} + 3 * ${closeness} + ${rank} - 0.4 * ln(${eb.ref('a.position')} + 1)`;
}

const has = (eb: AppTable, query: string) => sql<SqlBool>`${eb.ref('a.search_document')} @@ ${tsQuery(query)}`;

/** A subquery, so that the text is parsed once and not for each app, in prepared statements too. */
const tsQuery = (text: string) => sql`(select to_tsquery('english', ${text}))`;

const nameHas = (eb: AppTable, text: string) => eb('a.search_names', 'like', likePattern(text));
