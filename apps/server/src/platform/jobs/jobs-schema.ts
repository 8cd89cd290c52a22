import type { MikroORM } from '@mikro-orm/postgresql';
import { poolOf, reachedBy } from '../orm/database.ts';

/** Where the jobs of this installation are, see the migration that made the table. */
export async function jobsSchemaOf(orm: MikroORM): Promise<string> {
  const { rows } = await (await poolOf(orm)).query<{ name: string | null }>('select name from jobs_schema');
  return rows[0]?.name ?? reachedBy(orm).schema;
}
