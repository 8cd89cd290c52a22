import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import type { Compilable } from 'kysely';
import { type ParameterOf, prepare } from './prepare.ts';
import { db } from './tables.ts';

type FindOne<Entity, Values> = (em: EntityManager, values: Values) => Promise<Entity | undefined>;

/**
 * `em.findOne` by a statement that is built once, for entities that every flow reads: the ORM builds its own each time, with the values
 * in the text, so that PostgreSQL plans each one. `build` is given the entity's columns. The entity belongs to the unit of work of `em`.
 */
export function prepareFindOne<Entity extends object, Values extends object>(
  entity: EntityName<Entity>,
  build: (columns: never[], parameter: ParameterOf<Values>) => Compilable<object>,
): FindOne<Entity, Values> {
  let statement: ReturnType<typeof prepare<Values, object>> | undefined;
  return async (em, values) => {
    statement ??= prepare((parameter) => build(columnsOf(em, entity), parameter));
    const [row] = (await db(em).executeQuery(statement(values))).rows;
    return row && em.map(entity, row);
  };
}

/** The names are known once the ORM has read all entities. */
function columnsOf<Entity extends object>(em: EntityManager, entity: EntityName<Entity>): never[] {
  return em
    .getMetadata()
    .get(entity)
    .props.flatMap(({ fieldNames }) => fieldNames) as never[];
}
