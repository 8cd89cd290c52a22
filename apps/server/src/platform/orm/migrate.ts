import type { MikroORM } from '@mikro-orm/postgresql';
import { withLock } from './advisory-lock.ts';
import { ormForSessions } from './database.ts';
import { reportWaiting } from './report-waiting.ts';

/** Brings the schema up to date. Of processes that start together the first migrates; the others find nothing to do. */
export async function migrate(orm: MikroORM): Promise<void> {
  await withLock(orm, { lock: 'migrate', whenTaken: 'wait' }, async () => {
    // Whatever reads a table, such as a backup, holds up a migration that changes it.
    using waiting = new DisposableStack();
    waiting.use(reportWaiting(orm, 'migrate'));
    await using own = await ormForSessions(orm);
    await own.orm.migrator.up();
  });
}
