import type { MikroORM } from '@mikro-orm/postgresql';

/** The marketplace's two queries as in list-apps.ts, with a search that matches some of everything. */
const SEARCHED = `a.gone_at is null and a.search_text like lower('%goo%')`;
const QUERIES = {
  'a page of a search': `select a.slug from composio_apps_cache a where ${SEARCHED}
                          order by (a.name ilike 'goo%') desc, (a.name ilike '%goo%') desc, a.position, a.slug limit 49`,
  'how many there are': `select count(*) from composio_apps_cache a where ${SEARCHED}`,
  'a page without a search': `select a.slug from composio_apps_cache a where a.gone_at is null
                               order by a.position, a.slug limit 49 offset 480`,
};

export async function searchPlans(orm: MikroORM): Promise<string> {
  const plans: string[] = [];
  for (const [name, query] of Object.entries(QUERIES)) {
    const explain = `explain (analyze, buffers, costs off) ${query}`;
    const rows = await orm.em.fork().getConnection().execute<Record<'QUERY PLAN', string>[]>(explain);
    plans.push(`\n${name}\n${rows.map((row) => row['QUERY PLAN']).join('\n')}\n`);
  }
  return plans.join('');
}
