import { type AliasedRawBuilder, sql } from 'kysely';

/** PostgreSQL's types of the fields. */
type Fields = Record<string, 'text' | 'int' | 'boolean' | 'json' | 'jsonb'>;

/**
 * Objects as rows, in one parameter whatever their number. A missing field is null; a `json` or `jsonb` field may hold any JSON.
 * `name` is their alias in the statement.
 */
export function sentRecords<Row extends object, Name extends string>(
  name: Name,
  fields: Record<keyof Row, Fields[string]>,
  records: readonly object[],
): AliasedRawBuilder<Row, Name> {
  const columns = Object.entries<Fields[string]>(fields).map(
    ([field, type]) => sql`${sql.ref(field)} ${sql.raw(type)}`,
  );
  const rows = sql<Row>`json_to_recordset(${JSON.stringify(records)}::json)`;
  return rows.as<Name>(sql`${sql.ref(name)}(${sql.join(columns)})`);
}

/** For `on conflict do update`: sets these columns to the values that were to be inserted. */
export function excluded<Column extends string>(columns: readonly Column[]) {
  return Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)])) as Record<
    Column,
    ReturnType<typeof sql.ref<never>>
  >;
}
