import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { db } from '../../src/platform/orm/tables.ts';

/** For tests, to set up and inspect what the program itself has no statements for. */
export async function executeSql<Row>(em: EntityManager, text: string, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await db(em).executeQuery(CompiledQuery.raw(text, values));
  return rows as Row[];
}
