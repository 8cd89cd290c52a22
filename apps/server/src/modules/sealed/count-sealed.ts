import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';

/** How many stored secrets there are, by what opens them. */
export interface SealedCounts {
  current: number;
  /** Sealed under a previous secret: `npm run reseal` seals them under the current one. */
  previous: number;
  /** Nothing known here opens them. */
  lost: number;
}

/** Counts by the name of the key that each sealed value begins with, so nothing is opened. */
export async function countSealed(em: EntityManager, versions: readonly string[]): Promise<SealedCounts> {
  const rows = await executeSql<{ version: string; count: number }>(em, COUNT);
  const counts: SealedCounts = { current: 0, previous: 0, lost: 0 };
  for (const { version, count } of rows) counts[kindOf(version, versions)] += count;
  return counts;
}

function kindOf(version: string, versions: readonly string[]): keyof SealedCounts {
  if (version === versions[0]) return 'current';
  return versions.includes(version) ? 'previous' : 'lost';
}

const COUNT = SEALED_COLUMNS.map(
  ({ table, column, where }) =>
    `select split_part(${column}, '.', 1) as version, count(*)::int as count
       from ${table} where ${where} and ${column} is not null group by 1`,
).join(' union all ');
