import type { SpawnOptions } from 'node:child_process';
import type { ServerAccount } from './server-account.ts';

/**
 * A minimal environment: a user's PGDATA, PGPORT or LC_ALL would otherwise change the server. The working directory
 * is one that every account may enter, because this process's may be private.
 */
export function runOptions(account: ServerAccount): Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> {
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  return { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, ...identity };
}
