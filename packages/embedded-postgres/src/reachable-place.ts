import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { ServerAccount } from './server-account.ts';

/**
 * Where root keeps files that its unprivileged server must read when the requested directory is below a private one.
 */
export const SHARED_ROOT = '/var/lib/patchbay';

/** A file in the requested directory, when the database is elsewhere. */
const POINTER = 'location';

/** Every directory above `path` must be searchable for the account; the server is never a group member. */
export function canReach(account: ServerAccount, path: string): boolean {
  if (!account) return true;
  const above = dirname(path);
  if (above === path) return true;
  return isSearchable(account, above) && canReach(account, above);
}

function isSearchable(account: NonNullable<ServerAccount>, dir: string): boolean {
  const stats = statSync(dir, { throwIfNoEntry: false });
  // We create missing directories later, and make them searchable.
  if (!stats) return true;
  if (stats.uid === account.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === account.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}

/**
 * The directory that contains the database: `asked`, or, if the account cannot reach that, a directory below {@link
 * SHARED_ROOT}. The requested directory then contains a pointer to it, so that deleting the requested directory still
 * means starting over, and a new clone at the same path never gets an old database.
 */
export function chooseReachablePlace(account: ServerAccount, asked: string, log: (line: string) => void): string {
  try {
    const place = account ? placeFor(account, resolve(asked), log) : ensureDir(resolve(asked), 0o700);
    accessSync(place, constants.W_OK);
    return place;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'DATA_DIR_UNREACHABLE',
      `The database cannot be kept in ${asked}${account ? ` or below ${SHARED_ROOT}` : ''}: ${String(cause)}. ` +
        'Set PATCHBAY_DATA_DIR to a directory this process may write, or DATABASE_URL to a PostgreSQL server.',
      { cause },
    );
  }
}

/** The same directory, if it was chosen before. Changes nothing. */
export function knownPlace(asked: string): string {
  const dir = resolve(asked);
  return readPointer(join(dir, POINTER)) ?? dir;
}

function placeFor(account: NonNullable<ServerAccount>, asked: string, log: (line: string) => void): string {
  const dir = ensureDir(asked, 0o711);
  const pointer = join(dir, POINTER);
  const known = readPointer(pointer);
  if (!known && canReach(account, dir)) return makeSearchable(dir);
  const place = known ?? writeNewPointer(pointer);
  log(`user ${account.name}, who runs PostgreSQL, cannot enter ${asked}: the database is in ${place}`);
  makeSearchable(SHARED_ROOT);
  return makeSearchable(place);
}

function ensureDir(dir: string, mode: number): string {
  mkdirSync(dir, { recursive: true, mode });
  return realpathSync(dir);
}

/** Lets other accounts pass through without listing. Separate from `mkdir`, whose mode is limited by the umask. */
export function makeSearchable(dir: string): string {
  const place = ensureDir(dir, 0o711);
  const { mode } = statSync(place);
  if ((mode & 0o011) !== 0o011) chmodSync(place, mode | 0o011);
  return place;
}

function readPointer(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function writeNewPointer(file: string): string {
  const place = join(SHARED_ROOT, `database-${randomBytes(6).toString('hex')}`);
  writeFileSync(file, `${place}\n`, { mode: 0o600 });
  return place;
}
