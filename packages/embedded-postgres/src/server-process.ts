import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const POLL_MS = 10;
const FAST_SHUTDOWN_MS = 15_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/** One of our PostgreSQL servers, started by this process or adopted. */
export interface ServerProcess {
  readonly pid: number;
  readonly cluster: string;
}

/**
 * True while `pid` is a server on this very cluster. The pid alone proves nothing: it may be reused, or be a zombie
 * that no parent reaps (in a container, pid 1 often does not). Both have another command line.
 */
export function isRunning({ pid, cluster }: ServerProcess): boolean {
  return commandLine(pid).includes(` -D ${cluster} `);
}

function commandLine(pid: number): string {
  try {
    // `ps` is missing in slim images, /proc is missing on macOS.
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    // The process does not exist: a result and not a failure.
    return '';
  }
}

/** Fast shutdown (SIGINT: roll back, checkpoint, end), then immediate (SIGQUIT). Only by pid, after checking it. */
export async function stopServer(server: ServerProcess): Promise<void> {
  signal(server, 'SIGINT');
  if (await hasEnded(server, FAST_SHUTDOWN_MS)) return;
  signal(server, 'SIGQUIT');
  if (await hasEnded(server, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new EmbeddedPostgresError('STOP_FAILED', `PostgreSQL (pid ${server.pid}) does not stop.`);
}

/** For the `exit` event, in which nothing can be awaited: the server ends by itself within moments. */
export function signal(server: ServerProcess, name: 'SIGINT' | 'SIGQUIT'): void {
  if (isRunning(server)) process.kill(server.pid, name);
}

/** Polls until `withinMs` have passed, because a process that is not our child cannot be awaited. */
export async function hasEnded(server: ServerProcess, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isRunning(server)) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}
