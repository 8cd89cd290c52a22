import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { SEALED_COLUMNS } from './sealed-columns.ts';
import { sealedValues } from './sealed-values.ts';
import { count } from '../../platform/orm/expressions.ts';

/** Counts of stored secrets, by the key that opens them. */
export interface SealedCounts {
  current: number;
  /** Sealed with a previous secret: `npm run reseal` seals them with the current one. */
  previous: number;
  /** No known secret opens them. */
  lost: number;
}

/** Counts by the key name at the start of each sealed value, so nothing has to be opened. */
export async function countSealed(em: EntityManager, versions: readonly string[]): Promise<SealedCounts> {
  const counts: SealedCounts = { current: 0, previous: 0, lost: 0 };
  for (const row of await countByKey(em)) counts[kindOf(row.version, versions)] += row.count;
  return counts;
}

function kindOf(version: string, versions: readonly string[]): keyof SealedCounts {
  if (version === versions[0]) return 'current';
  return versions.includes(version) ? 'previous' : 'lost';
}

function countByKey(em: EntityManager) {
  const [first, ...others] = SEALED_COLUMNS.map((sealed) =>
    sealedValues(em, sealed)
      .select([sql<string>`split_part(s.value, '.', 1)`.as('version'), count.as('count')])
      .where('s.value', 'is not', null)
      .groupBy('version'),
  );
  if (!first) return [];
  return others.reduce((all, each) => all.unionAll(each), first).execute();
}
