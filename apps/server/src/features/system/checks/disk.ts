import { access, constants, statfs } from 'node:fs/promises';
import type { HealthDeps } from '../health.deps.ts';
import { failed, ok, type Verdict, warning } from '../verdict.ts';

const GIBIBYTE = 1024 ** 3;

export async function checkDisk({ dataDir, hidesPaths }: Pick<HealthDeps, 'dataDir' | 'hidesPaths'>): Promise<Verdict> {
  const place = hidesPaths ? 'the data directory' : `the data directory, ${dataDir}`;
  const reachable = await access(dataDir, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!reachable) {
    return failed(
      `Nothing can be written to ${place}.`,
      'Create it for the user Patchbay runs as, or set PATCHBAY_DATA_DIR.',
    );
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = (bavail * bsize) / GIBIBYTE;
  const says = `${free.toFixed(1)} GiB free for ${place}.`;
  if (free >= 1) return ok(says);
  const remedy = 'Make room: a database that cannot write stops.';
  return free < 0.1 ? failed(says, remedy) : warning(says, remedy);
}
