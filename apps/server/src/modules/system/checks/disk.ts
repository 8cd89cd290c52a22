import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HealthDeps } from '../health.deps.ts';
import { failed, ok, type Verdict, warning } from '../verdict.ts';

const GIBIBYTE = 1024 ** 3;

export async function checkDisk({ dataDir, hidesPaths }: Pick<HealthDeps, 'dataDir' | 'hidesPaths'>): Promise<Verdict> {
  const folder = hidesPaths ? 'the data directory' : `the data directory, ${dataDir}`;
  const there = nearestThatExists(dataDir);
  if (!(await isWritable(there))) {
    return failed(
      `Nothing can be written to ${folder}.`,
      'Create it for the user Patchbay runs as, or set PATCHBAY_DATA_DIR.',
    );
  }
  const { bavail, bsize } = await statfs(there);
  const free = (bavail * bsize) / GIBIBYTE;
  const says = `${free.toFixed(1)} GiB free for ${folder}.`;
  if (free >= 1) return ok(says);
  const remedy = 'Make room: a database that cannot write stops.';
  return free < 0.1 ? failed(says, remedy) : warning(says, remedy);
}

async function isWritable(dir: string): Promise<boolean> {
  // The trailing slash makes a file fail the check.
  return access(`${dir}/`, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** The data directory is created at the first start. */
function nearestThatExists(dir: string): string {
  const above = dirname(dir);
  return existsSync(dir) || above === dir ? dir : nearestThatExists(above);
}
