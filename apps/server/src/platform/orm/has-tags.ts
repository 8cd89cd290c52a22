import { type Expression, sql } from 'kysely';

/** Whether a JSON object of texts has all of these. */
export function hasTags(tags: Expression<unknown>, wanted: Record<string, string>) {
  return sql<boolean>`${tags} @> ${JSON.stringify(wanted)}::jsonb`;
}
