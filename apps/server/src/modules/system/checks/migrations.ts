import { newerSchema, unknownMigrations } from '../../../platform/orm/schema-version.ts';
import type { HealthDeps } from '../health.deps.ts';
import { logged } from '../logged.ts';
import { failed, ok, skipped, type Verdict } from '../verdict.ts';
import { NO_DATABASE } from './database.ts';

export async function checkMigrations({ orm, log }: Pick<HealthDeps, 'orm' | 'log'>): Promise<Verdict> {
  if (!orm) return skipped(NO_DATABASE);
  const pending = await orm.migrator.getPending().catch(logged(log, 'migrations'));
  if (!pending) return failed('The schema cannot be read.', 'See to the database first.');
  const unknown = await unknownMigrations(orm);
  if (unknown.length > 0) {
    const { says, remedy } = await newerSchema(orm, unknown);
    return failed(says, remedy);
  }
  if (pending.length === 0) return ok('The schema is up to date.');
  const names = pending.map(({ name }) => name).join(', ');
  return failed(`Not applied yet: ${names}.`, 'Start this version of Patchbay once: it migrates as it starts.');
}
