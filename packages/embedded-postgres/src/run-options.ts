import type { SpawnOptions } from 'node:child_process';
import type { ServerAccount } from './server-account.ts';

/**
 * A bare environment: a person's PGDATA, PGPORT or LC_ALL would otherwise change the server we run. The working
 * directory is one that every account may enter; the one of this process may be private.
 */
export function runOptions(account: ServerAccount): Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> {
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  return { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, ...identity };
}
