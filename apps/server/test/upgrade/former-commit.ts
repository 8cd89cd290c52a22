import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../../..');
/** The commit to upgrade from. */
export const FORMER_COMMIT = process.env['PATCHBAY_UPGRADE_FROM'] ?? 'a2a5c7c';

const DONE = 'installed-for-the-upgrade-tests';

/**
 * The sources of an earlier commit with its dependencies, kept between runs. Returns the path of its server. Needs
 * the repository's history and, the first time, the package registry.
 */
export function checkOut(commit: string): string {
  // Not below node_modules, where Node strips no types.
  const place = join(tmpdir(), 'patchbay-former', commit);
  if (!existsSync(join(place, DONE))) install(commit, place);
  return join(place, 'apps/server/src/main.ts');
}

function install(commit: string, place: string): void {
  const draft = `${place}.draft`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(place, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const archive = execFileSync('git', ['archive', commit], { cwd: ROOT, maxBuffer: 1 << 28 });
  execFileSync('tar', ['-x', '-C', draft], { input: archive });
  // Links between packages are absolute on some systems, so it is installed in its final folder.
  renameSync(draft, place);
  const pnpm = ['--yes', '--loglevel=error', 'pnpm@12.21.0', 'install', '--frozen-lockfile', '--prod'];
  execFileSync('npx', pnpm, { cwd: place, stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(join(place, DONE), '');
}
