import { type Expression, sql } from 'kysely';

/** Whether a JSON object of texts has all of these. Every object has none at all, also one that is null. */
export function hasTags(tags: Expression<unknown>, wanted: Record<string, string>) {
  return Object.keys(wanted).length === 0
    ? sql<boolean>`true`
    : sql<boolean>`${tags} @> ${JSON.stringify(wanted)}::jsonb`;
}
