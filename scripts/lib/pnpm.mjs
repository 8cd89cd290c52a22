import { PNPM } from './repository.mjs';

// npx is a batch file on Windows, which can only be run by a shell.
const NPX = process.platform === 'win32' ? 'npx.cmd' : 'npx';

/** pnpm without a global installation. @param {string[]} args */
export const pnpm = (...args) => [NPX, '--yes', '--loglevel=error', '--fetch-retry-factor=2', PNPM, ...args];

/** turbo runs the scripts of the packages through pnpm, and looks for it on the path. @param {string} task */
export const turbo = (task) => [NPX, '--yes', '--loglevel=error', `--package=${PNPM}`, '-c', `turbo run ${task}`];
