import { countSealed, troubleWithSealed } from '../../sealed/index.ts';
import type { HealthDeps } from '../health.deps.ts';
import { logged } from '../logged.ts';
import { failed, ok, skipped, type Verdict, warning } from '../verdict.ts';
import { NO_DATABASE } from './database.ts';

/** Whether the sealed values in the database can be opened with this installation's secret. */
export async function checkSecrets({ orm, secretVersions, log }: HealthDeps): Promise<Verdict> {
  if (!orm) return skipped(NO_DATABASE);
  const counts = await countSealed(orm.em.fork(), secretVersions).catch(logged(log, 'secrets'));
  if (!counts) return failed('The stored secrets cannot be read.', 'Check the database first.');
  const trouble = troubleWithSealed(counts);
  if (!trouble) return ok(`All ${counts.current} stored secrets open under PATCHBAY_SECRET.`);
  return (trouble.isLost ? failed : warning)(trouble.says, trouble.remedy);
}
