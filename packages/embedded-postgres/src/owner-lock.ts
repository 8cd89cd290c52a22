import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const SQLITE_BUSY = 5;

/**
 * Locks the directory for this process until `release`, or until the process ends in any way, including kill -9.
 *
 * Node has no `flock`. A pid file would need a rule for stale files, and every such rule has a race or fails with a
 * reused pid; an open SQLite transaction is a lock of the operating system, which never goes stale.
 */
export function takeOwnerLock(lockFile: string): { release(): void } {
  const lock = open(lockFile);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw isBusy(cause) ? inUse(lockFile, cause) : cause;
  }
  // In a separate file, because the locked one cannot be read by the process that reports it.
  writeFileSync(pidFile(lockFile), `${process.pid}\n`);
  return { release: () => lock.close() };
}

function open(lockFile: string): DatabaseSync {
  try {
    return new DatabaseSync(lockFile, { timeout: 0 });
  } catch (cause) {
    const message = `${lockFile} cannot be written by this user: the directory was made by another one.`;
    throw new EmbeddedPostgresError('DATA_DIR_UNREACHABLE', message, { cause });
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function inUse(lockFile: string, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'DATA_DIR_IN_USE',
    `Another Patchbay process${ownerPid(lockFile)} is using this data directory. ` +
      'Stop that one first, or give this one its own PATCHBAY_DATA_DIR.',
    { cause },
  );
}

function ownerPid(lockFile: string): string {
  try {
    return ` (pid ${readFileSync(pidFile(lockFile), 'utf8').trim()})`;
  } catch {
    // The lock was taken this very moment: the pid is not written yet, and the message is correct without it.
    return '';
  }
}

const pidFile = (lockFile: string) => `${lockFile}.pid`;
