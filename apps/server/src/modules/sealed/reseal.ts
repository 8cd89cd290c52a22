import type { EntityManager } from '@mikro-orm/postgresql';
import { type NotNull, sql } from 'kysely';
import { openIfKnown, type Vault } from '../../platform/crypto/vault.ts';
import { replaceSealed, sealedValues } from './sealed-values.ts';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.ts';

/** Rows read at once. Each is written by itself, so an interrupted run can be continued. */
const BATCH = 200;

export interface ResealDeps {
  em: EntityManager;
  vault: Vault;
  /** Called after each batch. */
  onProgress: (text: string) => void;
}

export interface Resealed {
  resealed: number;
  /** Values that no known secret opens; they are left unchanged. */
  lost: number;
}

/**
 * Seals everything that is sealed with a previous secret with the current one. Servers may run meanwhile: a value
 * that was changed since it was read is skipped, because it is sealed with their current secret.
 */
export async function reseal(deps: ResealDeps): Promise<Resealed> {
  const total: Resealed = { resealed: 0, lost: 0 };
  for (const column of SEALED_COLUMNS) {
    const { resealed, lost } = await resealColumn(deps, column);
    total.resealed += resealed;
    total.lost += lost;
  }
  return total;
}

async function resealColumn(deps: ResealDeps, sealed: SealedColumn): Promise<Resealed> {
  const done: Resealed = { resealed: 0, lost: 0 };
  const name = `${sealed.table}.${sealed.column}`;
  let after: Row | undefined;
  for (;;) {
    const rows = await readBatch(deps, sealed, after);
    for (const row of rows) await resealRow(deps, sealed, { row, done });
    if (rows.length > 0) deps.onProgress(`${name}: ${done.resealed} resealed, ${done.lost} that no secret opens`);
    after = rows.at(-1);
    if (rows.length < BATCH) return done;
  }
}

interface Row {
  workspaceId: string;
  rowId: string;
  value: string;
}

function readBatch({ em, vault }: ResealDeps, sealed: SealedColumn, after: Row | undefined): Promise<Row[]> {
  return sealedValues(em, sealed)
    .select(['s.workspaceId', 's.rowId', 's.value'])
    .where(sql<boolean>`split_part(s.value, '.', 1) <> ${vault.versions[0]}`)
    .where((eb) =>
      eb(eb.refTuple('s.workspaceId', 's.rowId'), '>', eb.tuple(after?.workspaceId ?? '', after?.rowId ?? '')),
    )
    .orderBy('s.workspaceId')
    .orderBy('s.rowId')
    .limit(BATCH)
    .$narrowType<{ value: NotNull }>()
    .execute();
}

async function resealRow(
  { em, vault }: ResealDeps,
  sealed: SealedColumn,
  { row, done }: { row: Row; done: Resealed },
): Promise<void> {
  const { table, column } = sealed;
  const context = { table, column, workspaceId: row.workspaceId, rowId: row.rowId };
  const plain = openIfKnown(vault, row.value, context);
  if (plain === null) {
    done.lost += 1;
    return;
  }
  await replaceSealed(em, sealed, { ...row, sealed: vault.seal(plain, context) });
  done.resealed += 1;
}
