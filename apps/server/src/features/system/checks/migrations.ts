import type { HealthDeps } from '../health.deps.ts';
import { failed, ok, skipped, type Verdict } from '../verdict.ts';
import { HELD } from './database.ts';

export async function checkMigrations({ orm }: Pick<HealthDeps, 'orm'>): Promise<Verdict> {
  if (!orm) return skipped(HELD);
  const pending = await orm.migrator.getPending().catch(() => undefined);
  if (!pending) return failed('The schema cannot be read.', 'See to the database first.');
  if (pending.length === 0) return ok('The schema is up to date.');
  const names = pending.map(({ name }) => name).join(', ');
  return failed(`Not applied yet: ${names}.`, 'Start this version of Patchbay once: it migrates as it starts.');
}
