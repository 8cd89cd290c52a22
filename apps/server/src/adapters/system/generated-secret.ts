import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The secret of an installation without PATCHBAY_SECRET. */
export function generatedSecret(dataDir: string): string {
  return generatedIn(join(dataDir, 'secret'));
}

/** The generated secret, if there is one. */
export function keptSecret(dataDir: string): string | undefined {
  return keptIn(join(dataDir, 'secret'));
}

/**
 * The installation key of the sandbox on this machine, where no PATCHBAY_INSTALLATION_KEY is set: `npm run example:host` manages its
 * workspaces with it.
 */
export function generatedInstallationKey(dataDir: string): string {
  return generatedIn(join(dataDir, 'installation-key'));
}

/** Generated once, and readable only by its owner. */
function generatedIn(file: string): string {
  const kept = keptIn(file);
  if (kept !== undefined) return kept;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}

function keptIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
