import { randomBytes } from 'node:crypto';
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerAccount } from './server-account.ts';

/**
 * Generates the superuser's password. `initdb` reads the file itself, so the file belongs to the account that runs
 * it.
 */
export function writeNewPassword(file: string, account: ServerAccount): void {
  writeFileSync(file, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (account) chownSync(file, account.uid, account.gid);
}

export function readPassword(file: string): string {
  return readFileSync(file, 'utf8').trim();
}
