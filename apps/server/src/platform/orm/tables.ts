import type { EntityManager } from '@mikro-orm/postgresql';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Tables } from './table-types.ts';

/** Typed SQL on the connection, and in the transaction, of `em`. */
export function db(em: EntityManager): Kysely<Tables> {
  return em.getKysely<Tables>();
}

/** Typed SQL that runs nowhere: for `runOn`, and for what is prepared. */
export const statements = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
