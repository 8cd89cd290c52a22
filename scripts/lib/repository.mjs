import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** @param {string[]} path */
export const inRoot = (...path) => join(ROOT, ...path);

const { packageManager } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));

/** `pnpm@<version>`, as pinned in package.json. */
export const PNPM = packageManager;

/** Node 24 for every tool and the server, regardless of the machine's Node. It is an npm package of this repository. */
export const NODE = inRoot('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * The environment of every process we run: our Node and our tools first on the path, and no telemetry.
 * @param {NodeJS.ProcessEnv} [extra]
 */
export function environment(extra) {
  return {
    ...process.env,
    PATH: [inRoot('node_modules', '.bin'), process.env.PATH].join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    ...extra,
  };
}
