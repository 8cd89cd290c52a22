import type { MikroORM } from '@mikro-orm/postgresql';
import { poolOf, reachedBy } from '../orm/database.ts';
import { runOn } from '../../platform/orm/run-on.ts';
import { statements } from '../../platform/orm/tables.ts';

/** Where the jobs of this installation are, see the migration that made the table. */
export async function jobsSchemaOf(orm: MikroORM): Promise<string> {
  const [found] = await runOn(await poolOf(orm), statements.selectFrom('jobs_schema').select('name'));
  return found?.name ?? reachedBy(orm).schema;
}
