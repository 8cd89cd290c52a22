import { type Expression, type RawBuilder, sql } from 'kysely';

/** The time of the transaction, by the database's clock. */
export const now: RawBuilder<Date> = sql`now()`;

/** How many rows, as a number: PostgreSQL's own is wider than one. */
export const count: RawBuilder<number> = sql`count(*)::int`;

/** One of these values, as a single array parameter. */
export function anyOf<Value>(values: readonly Value[]): RawBuilder<Value> {
  return sql`any(${values})`;
}

/** One of the rows of a subquery, which is run once, first. */
export function anyFrom<Row extends object>(query: Expression<Row>): RawBuilder<Row[keyof Row]> {
  return sql`any(array(${query}))`;
}
