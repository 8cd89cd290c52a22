import { type RawBuilder, sql } from 'kysely';

/** A value for a JSON column. The driver would make a PostgreSQL array of a list. */
export function jsonValue<Value>(value: Value): RawBuilder<Value> {
  return sql<Value>`${JSON.stringify(value)}`;
}
