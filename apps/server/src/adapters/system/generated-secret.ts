import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secret of an installation without PATCHBAY_SECRET: generated once, stored in the data directory, readable only
 * by its owner.
 */
export function generatedSecret(dataDir: string): string {
  const kept = keptSecret(dataDir);
  if (kept !== undefined) return kept;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(fileIn(dataDir), randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return readFileSync(fileIn(dataDir), 'utf8');
}

/** The generated secret, if there is one. */
export function keptSecret(dataDir: string): string | undefined {
  try {
    return readFileSync(fileIn(dataDir), 'utf8');
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
}

const fileIn = (dataDir: string) => join(dataDir, 'secret');

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
