import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseHome } from './database-home.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { runOptions } from './run-options.ts';
import type { ServerAccount } from './server-account.ts';
import { isRunning, type ServerProcess } from './server-process.ts';

const POLL_MS = 10;
// Replaying a long log after a power failure takes time; the server is monitored meanwhile.
const READY_WITHIN_MS = 120_000;
// Backends that outlived a killed postmaster end within moments; PostgreSQL refuses to start before that.
const ORPHANS_END_WITHIN_MS = 10_000;

export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly account: ServerAccount;
}

/** Starts the server and waits until it accepts connections. */
export async function launchServer(home: DatabaseHome, launch: Launch): Promise<ServerProcess> {
  const giveUpAt = performance.now() + ORPHANS_END_WITHIN_MS;
  for (;;) {
    const server = await spawnServer(home, launch);
    if (await becomesReady(server)) return server;
    const log = readFileSync(home.log, 'utf8');
    if (!log.includes('pre-existing shared memory block') || performance.now() > giveUpAt) throw startFailed(home, log);
    await delay(100);
  }
}

/**
 * Runs in a session of its own, so that Ctrl-C in the terminal only reaches this process, which then stops the server
 * gracefully. Logs to a file and not a pipe: a pipe would break when this process is killed, and the server must
 * survive that.
 */
async function spawnServer(home: DatabaseHome, { program, args, account }: Launch): Promise<ServerProcess> {
  const log = openSync(home.log, 'w', 0o600);
  try {
    const child = spawn(program, args, { ...runOptions(account), detached: true, stdio: ['ignore', log, log] });
    await once(child, 'spawn');
    child.unref();
    if (child.pid) return { pid: child.pid, cluster: home.cluster };
    throw new Error('the process has no pid');
  } catch (cause) {
    throw new EmbeddedPostgresError('START_FAILED', `${program} cannot be run: ${String(cause)}`, { cause });
  } finally {
    closeSync(log);
  }
}

/** Resolves to false when the server ends instead. PostgreSQL writes its state into `postmaster.pid`. */
export async function becomesReady(server: ServerProcess): Promise<boolean> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (isRunning(server) && performance.now() < deadline) {
    const file = readPostmasterFile(server.cluster);
    if (file?.pid === server.pid && file.status === 'ready') return true;
    await delay(POLL_MS);
  }
  return false;
}

function startFailed(home: DatabaseHome, log: string): EmbeddedPostgresError {
  const tail = log.trim().split('\n').slice(-8).join('\n');
  return new EmbeddedPostgresError('START_FAILED', `PostgreSQL did not start. The end of ${home.log}:\n${tail}`);
}
