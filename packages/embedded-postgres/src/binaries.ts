import { cpSync, existsSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { canReach, makeSearchable, SHARED_ROOT } from './reachable-place.ts';
import type { ServerAccount } from './server-account.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/*
 * Only the binaries of `embedded-postgres` are used, not its class. The class starts the server as a plain child
 * process (Ctrl-C in the terminal kills it before our graceful stop), waits for a log line to detect readiness,
 * installs exit hooks that end the process, depends on a pipe that breaks when this process is killed, and cannot
 * handle a server that is still running.
 */
export function findBinaries(account: ServerAccount, log: (line: string) => void): Binaries {
  const native = findNativeDir();
  return binariesIn(canReach(account, join(native, 'bin', 'postgres')) ? native : copyWithinReach(native, log));
}

function findNativeDir(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === 'win32') throw unsupported('Windows', undefined);
  try {
    // The platform's package is a dependency of `embedded-postgres`, so it is resolved from there.
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return join(dirname(realpathSync(entry)), '..', 'native');
  } catch (cause) {
    throw unsupported(`${process.platform} on ${process.arch}`, cause);
  }
}

function unsupported(machine: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'PLATFORM_UNSUPPORTED',
    `Patchbay brings no PostgreSQL for ${machine}. Set DATABASE_URL to a PostgreSQL server` +
      (process.platform === 'win32' ? ', or run Patchbay inside WSL.' : '.'),
    { cause },
  );
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/** For a checkout below /root: the server's account cannot execute files there, so it gets a copy, made once. */
function copyWithinReach(native: string, log: (line: string) => void): string {
  const target = join(SHARED_ROOT, `postgresql-${packageVersion(native)}`);
  if (existsSync(target)) return target;
  log(`copying the PostgreSQL binaries to ${target}, where the server's account can reach them`);
  const unfinished = `${target}.${process.pid}`;
  makeSearchable(SHARED_ROOT);
  copyReadable(native, unfinished);
  moveInto(unfinished, target);
  return target;
}

function copyReadable(from: string, to: string): void {
  const umask = process.umask(0o022);
  try {
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  } finally {
    process.umask(umask);
  }
}

/** Two processes may copy at the same time: a directory can only be renamed to a free name, and either copy is good. */
function moveInto(unfinished: string, target: string): void {
  try {
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(target)) throw error;
  }
}

function packageVersion(native: string): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
  return manifest.version;
}
