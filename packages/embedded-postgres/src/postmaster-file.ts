import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing } from './missing-file.ts';

// Above every system's pid_max, so the kernel reports that the process does not exist.
const UNUSED_PID = 2_147_483_647;

export interface PostmasterFile {
  readonly pid: number;
  /** PostgreSQL's status word: `starting`, `ready`, `stopping`, `standby`; empty before the first one. */
  readonly status: string;
}

/** `postmaster.pid`; undefined if it does not exist. Lines: PostgreSQL's `miscadmin.h`, LOCK_FILE_LINE_*. */
export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: lines[7]?.trim() ?? '' };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Makes a stale file harmless. PostgreSQL refuses to start while the pid in it exists, even if that is another
 * program's by now or a zombie. Deleting the file would also delete the shared-memory key by which PostgreSQL notices
 * backends that outlived their postmaster, so only the pid is replaced; PostgreSQL then checks and deletes the rest.
 */
export function neutralizePostmasterFile(cluster: string): void {
  const file = join(cluster, 'postmaster.pid');
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [UNUSED_PID, ...rest].join('\n'));
}

/** The command line the server was started with, as PostgreSQL recorded it. */
export function readPostmasterCommand(cluster: string): string {
  return readFileSync(join(cluster, 'postmaster.opts'), 'utf8').trim();
}

/** The same command line, as PostgreSQL would write it (`CreateOptsFile` in postmaster.c). */
export function postmasterCommand(program: string, args: readonly string[]): string {
  return [program, ...args.map((argument) => `"${argument}"`)].join(' ');
}
