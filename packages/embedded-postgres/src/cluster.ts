import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DatabaseHome } from './database-home.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { writeNewPassword } from './password.ts';
import { runOptions } from './run-options.ts';
import type { ServerAccount } from './server-account.ts';

export const SUPERUSER = 'patchbay';
const UNFINISHED = 'cluster-unfinished-';

export interface ClusterRecipe {
  readonly initdb: string;
  readonly account: ServerAccount;
  /** False only for a database whose loss does no harm, as in tests. */
  readonly durable: boolean;
}

/**
 * Creates the cluster once. It is created under another name and renamed when complete, so a process that is killed
 * halfway leaves nothing that looks like a database.
 */
export async function ensureCluster(home: DatabaseHome, recipe: ClusterRecipe): Promise<'created' | 'existing'> {
  if (existsSync(home.cluster)) return 'existing';
  removeUnfinished(home.dir);
  const unfinished = prepareUnfinished(home.dir, recipe.account);
  writeNewPassword(home.password, recipe.account);
  await runInitdb([...initdbArguments(unfinished, home.password), ...(recipe.durable ? [] : ['--no-sync'])], recipe);
  renameSync(unfinished, home.cluster);
  return 'created';
}

function removeUnfinished(dir: string): void {
  const unfinished = readdirSync(dir).filter((name) => name.startsWith(UNFINISHED));
  // An orphaned initdb may still be writing, so a directory may fill again while it is emptied.
  for (const name of unfinished) rmSync(join(dir, name), { recursive: true, force: true, maxRetries: 10 });
}

/** A new name each time: an orphaned initdb must not write into the next cluster. */
function prepareUnfinished(dir: string, account: ServerAccount): string {
  const unfinished = mkdtempSync(join(dir, UNFINISHED));
  if (account) chownSync(unfinished, account.uid, account.gid);
  return unfinished;
}

/** The built-in C.UTF-8 sorts the same on every system and does not depend on the machine's locales. */
function initdbArguments(dir: string, passwordFile: string): string[] {
  return [
    ['-D', dir, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-instructions'],
    ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
  ].flat();
}

async function runInitdb(args: string[], { initdb, account }: ClusterRecipe): Promise<void> {
  try {
    await promisify(execFile)(initdb, args, runOptions(account));
  } catch (cause) {
    const output = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new EmbeddedPostgresError('INIT_FAILED', `initdb failed: ${output || String(cause)}`, { cause });
  }
}
