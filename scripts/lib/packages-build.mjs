import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './command.mjs';
import { treeFingerprint } from './fingerprint.mjs';
import { elapsed, lastLines, say } from './progress.mjs';
import { inRoot } from './repository.mjs';
import { isStamped, stamp } from './stamp.mjs';

const STAMP = 'packages-packed';
/** The types of the client are those of the server's procedures. */
const INPUTS = ['apps/server/src', 'packages', 'pnpm-lock.yaml', 'tsconfig.base.json'];
const FOLDER = inRoot('packages/packed');
const PACKAGES = ['client', 'connect'];

/** @param {string} name */
const tarball = (name) => join(FOLDER, `patchbay-${name}.tgz`);

/**
 * Packs what the server offers at /packages/…, unless it is there already. Returns whether it is there now: a server
 * works without it.
 */
export async function ensurePackages() {
  const fingerprint = treeFingerprint(INPUTS);
  if (isStamped(STAMP, fingerprint) && PACKAGES.every((name) => existsSync(tarball(name)))) return true;
  say('Making the packages for /packages in the background …');
  const since = performance.now();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const name of PACKAGES) {
    if (!(await pack(name))) return false;
  }
  stamp(STAMP, fingerprint);
  say(`The packages are made (${elapsed(since)}).`);
  return true;
}

/** @param {string} name */
async function pack(name) {
  const command = ['npm', 'pack', '--loglevel=error', '--pack-destination', FOLDER];
  const { code, output } = await capture(command, { cwd: inRoot('packages', name) });
  const made = readdirSync(FOLDER).find((file) => file.startsWith(`patchbay-${name}-`));
  if (code !== 0 || !made) {
    say(`${lastLines(output)}\n\nThe package ${name} could not be made; /packages does not offer it.`);
    return false;
  }
  renameSync(join(FOLDER, made), tarball(name));
  return true;
}
