import { type AliasedRawBuilder, sql } from 'kysely';

type Lists = Record<string, { type: string; values: readonly unknown[] }>;
type RowOf<Columns extends Lists> = { [Name in keyof Columns]: Columns[Name]['values'][number] };

/**
 * Rows from lists, one list for each column, so that a column is one parameter whatever the number of rows. `name` is their alias in
 * the statement.
 */
export function rowsOf<Name extends string, const Columns extends Lists>(
  name: Name,
  columns: Columns,
): AliasedRawBuilder<RowOf<Columns>, Name> {
  return sql<RowOf<Columns>>`unnest(${listsOf(columns)})`.as<Name>(sql`${sql.ref(name)}(${namesOf(columns)})`);
}

/** The same with the number of each as `ordinal`, counted from one. */
export function numberedRowsOf<Name extends string, const Columns extends Lists>(
  name: Name,
  columns: Columns,
): AliasedRawBuilder<RowOf<Columns> & { ordinal: string }, Name> {
  const rows = sql<RowOf<Columns> & { ordinal: string }>`unnest(${listsOf(columns)}) with ordinality`;
  return rows.as<Name>(sql`${sql.ref(name)}(${namesOf(columns)}, ordinal)`);
}

const listsOf = (columns: Lists) =>
  sql.join(Object.values(columns).map(({ type, values }) => sql`${values}::${sql.raw(type)}[]`));

const namesOf = (columns: Lists) => sql.join(Object.keys(columns).map((column) => sql.ref(column)));
