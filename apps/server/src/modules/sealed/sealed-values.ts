import type { EntityManager } from '@mikro-orm/postgresql';
import { type AliasedExpression, type RawBuilder, sql } from 'kysely';
import { db } from '../../platform/orm/tables.ts';
import type { SealedColumn } from './sealed-columns.ts';

interface Value {
  workspaceId: string;
  rowId: string;
  value: string | null;
}

/** What the columns of a sealed value are called in its table, as SQL; SealedColumn has checked that they exist. */
function namesOf({ workspaceId, rowId, column }: SealedColumn) {
  return {
    workspaceId: workspaceId === null ? sql<string>`'-'` : sql.ref<string>(workspaceId),
    rowId: sql<string>`${sql.ref(rowId)}::text`,
    value: sql.ref<string | null>(column),
  } satisfies Record<keyof Value, RawBuilder<unknown>>;
}

/** The rows of a sealed column that count, whatever table it is of. */
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
  /** What it was read as. */
  value: string;
  sealed: string;
}

/** Replaces one, unless it was changed since it was read. */
export async function replaceSealed(em: EntityManager, column: SealedColumn, row: Replaced): Promise<void> {
  const { workspaceId, rowId, value } = namesOf(column);
  const rows = db(em)
    .updateTable(column.table)
    .set({ [column.column]: row.sealed });
  await rows
    .where(sql<boolean>`(${workspaceId}, ${rowId}) = (${row.workspaceId}, ${row.rowId}) and ${value} = ${row.value}`)
    .execute();
}
