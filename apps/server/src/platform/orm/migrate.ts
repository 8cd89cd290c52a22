import type { MikroORM } from '@mikro-orm/postgresql';
import { withLock } from './advisory-lock.ts';

/** Brings the schema up to date. Of processes that start together the first migrates; the others find nothing to do. */
export async function migrate(orm: MikroORM): Promise<void> {
  await withLock(orm, { lock: 'migrate', whenTaken: 'wait' }, async () => {
    await orm.migrator.up();
  });
}
