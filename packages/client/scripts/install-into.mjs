/** Packs the client and installs it into a folder outside of this repository. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = join(import.meta.dirname, '..');

/**
 * Packs, which builds, and installs. The package has no dependencies, so this needs no registry.
 * @param {string} folder
 */
export function installInto(folder) {
  const packed = mkdtempSync(join(tmpdir(), 'patchbay-packed-'));
  try {
    run('npm', ['pack', '--loglevel=error', '--pack-destination', packed], PACKAGE);
    const [tarball = ''] = readdirSync(packed);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }));
    run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', join(packed, tarball)], folder);
  } finally {
    rmSync(packed, { recursive: true });
  }
}

function run(command, args, cwd) {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
