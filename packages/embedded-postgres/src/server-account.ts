import { readFileSync, statSync } from 'node:fs';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The user PostgreSQL runs as; `null` means the user of this process. */
export type ServerAccount = { readonly name: string; readonly uid: number; readonly gid: number } | null;

// Debian and Alpine call the account `postgres`, macOS `_postgres`; `nobody` exists nearly everywhere.
const CANDIDATES = ['postgres', '_postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root, so root starts it with an unprivileged account: the owner of an existing
 * cluster, otherwise the first known account. No account is created, because we must not change the machine's users.
 */
export function chooseServerAccount(clusterDir: string): ServerAccount {
  if (process.getuid?.() !== 0) return null;
  return ownerOf(clusterDir) ?? firstKnownAccount();
}

function ownerOf(dir: string): ServerAccount {
  const stats = statSync(dir, { throwIfNoEntry: false });
  if (!stats || stats.uid === 0) return null;
  return { name: `uid ${stats.uid}`, uid: stats.uid, gid: stats.gid };
}

function firstKnownAccount(): ServerAccount {
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const entry = entries.find((fields) => fields[0] === name);
    if (entry) return { name, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new EmbeddedPostgresError(
    'ACCOUNT_MISSING',
    `PostgreSQL does not run as root, and none of the accounts ${CANDIDATES.join(', ')} exists here. ` +
      'Create one (useradd --system postgres), start Patchbay as a normal user, or set DATABASE_URL.',
  );
}
