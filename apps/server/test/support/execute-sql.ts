import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { db } from '../../src/platform/orm/tables.ts';

/** For tests, which set up and look at what the program itself has no statement for. */
export async function executeSql<Row>(em: EntityManager, text: string, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await db(em).executeQuery(CompiledQuery.raw(text, values));
  return rows as Row[];
}
