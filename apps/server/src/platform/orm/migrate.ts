import type { MikroORM } from '@mikro-orm/postgresql';
import { withLock } from './advisory-lock.ts';
import { continueHistory } from './continue-history.ts';
import { ormForSessions } from './database.ts';
import { refuseOlderProcesses } from './refuse-older-processes.ts';
import { reportWaiting } from './report-waiting.ts';
import { recordVersion, refuseNewerSchema, reportOlderProcesses } from './schema-version.ts';

/**
 * Brings the schema up to date. Of processes that start together the first migrates; the others find nothing to do. Throws
 * `DatabaseSetupError` where a newer program has migrated it, and where an older one runs that would not survive it.
 */
export async function migrate(orm: MikroORM): Promise<void> {
  await withLock(orm, { lock: 'migrate', whenTaken: 'wait' }, async () => {
    // A reader of a table, such as a backup, blocks a migration that changes it.
    using waiting = new DisposableStack();
    waiting.use(reportWaiting(orm, 'migrate'));
    await using own = await ormForSessions(orm);
    await refuseNewerSchema(own.orm);
    await bringUp(own.orm.migrator, orm);
    await continueHistory(orm);
  });
}

async function bringUp(migrator: MikroORM['migrator'], orm: MikroORM): Promise<void> {
  const pending = (await migrator.getPending()).map(({ name }) => name);
  if (pending.length === 0) return;
  const isEmpty = (await migrator.getExecuted()).length === 0;
  if (!isEmpty) await refuseOlderProcesses(orm, pending);
  if (!isEmpty) await reportOlderProcesses(orm, pending);
  const applied = await migrator.up();
  await recordVersion(
    orm,
    applied.map(({ name }) => name),
  );
}
