import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { DEBIAN_BIN } from '../support/debian-postgres.ts';

/** As an administrator makes one with the system's tools: a file of SQL. */
export function dumpPlain(url: string): string {
  const words = ['--format=plain', url];
  return execFileSync(join(DEBIAN_BIN, 'pg_dump'), words, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

export function restorePlain(url: string, dump: string): void {
  const words = ['--quiet', '--no-psqlrc', '--set=ON_ERROR_STOP=1', url];
  execFileSync(join(DEBIAN_BIN, 'psql'), words, { input: dump, stdio: ['pipe', 'ignore', 'inherit'] });
}
