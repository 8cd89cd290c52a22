import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from './repository.mjs';

/** Below node_modules, so that deleting node_modules repeats all work, as people expect. @param {string} name */
const stampFile = (name) => inRoot('node_modules', '.patchbay', name);

/** True when the work `name` was finished for exactly this fingerprint. @param {string} name @param {string} fingerprint */
export function isStamped(name, fingerprint) {
  try {
    return readFileSync(stampFile(name), 'utf8') === fingerprint;
  } catch {
    // Never finished.
    return false;
  }
}

/** @param {string} name @param {string} fingerprint */
export function stamp(name, fingerprint) {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), fingerprint);
}
