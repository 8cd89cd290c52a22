import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';

/** Runs SQL with `$1` placeholders on the connection, and in the transaction, of `em`. */
export async function executeSql<Row>(em: EntityManager, text: string, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await em.getKysely<Record<string, never>>().executeQuery(CompiledQuery.raw(text, values));
  return rows as Row[];
}
