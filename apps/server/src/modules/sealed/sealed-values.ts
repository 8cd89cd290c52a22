import type { EntityManager } from '@mikro-orm/postgresql';
import { type AliasedExpression, type RawBuilder, sql } from 'kysely';
import { db } from '../../platform/orm/tables.ts';
import type { SealedColumn } from './sealed-columns.ts';

interface Value {
  workspaceId: string;
  rowId: string;
  value: string | null;
}

/** The column names of a sealed value, as SQL. The type SealedColumn guarantees that they exist. */
function namesOf({ workspaceId, rowId, column }: SealedColumn) {
  return {
    workspaceId: workspaceId === null ? sql<string>`'-'` : sql.ref<string>(workspaceId),
    rowId: sql<string>`${sql.ref(rowId)}::text`,
    value: sql.ref<string | null>(column),
  } satisfies Record<keyof Value, RawBuilder<unknown>>;
}

/** The rows of a sealed column that are in use, for any table. */
export function sealedValues(em: EntityManager, sealed: SealedColumn) {
  const { workspaceId, rowId, value } = namesOf(sealed);
  const rows = db(em)
    .selectFrom(sql<Value>`${sql.table(sealed.table)}`.as('sealed'))
    .select([workspaceId.as('workspaceId'), rowId.as('rowId'), value.as('value')]);
  return db(em).selectFrom(
    (sealed.onlyOpen ? rows.where(sql<boolean>`status = 'open'`) : rows).as('s') as AliasedExpression<Value, 's'>,
  );
}

interface Replaced {
  workspaceId: string;
  rowId: string;
  /** The value that was read. */
  value: string;
  sealed: string;
}

/** Replaces a value, unless it was changed since it was read. */
export async function replaceSealed(em: EntityManager, column: SealedColumn, row: Replaced): Promise<void> {
  const { workspaceId, rowId, value } = namesOf(column);
  const rows = db(em)
    .updateTable(column.table)
    .set({ [column.column]: row.sealed });
  await rows
    .where(sql<boolean>`(${workspaceId}, ${rowId}) = (${row.workspaceId}, ${row.rowId}) and ${value} = ${row.value}`)
    .execute();
}
