import { PNPM } from './repository.mjs';

// On Windows npx is a batch file, which needs a shell.
const NPX = process.platform === 'win32' ? 'npx.cmd' : 'npx';

/** pnpm without a global installation. @param {string[]} args */
export const pnpm = (...args) => [NPX, '--yes', '--loglevel=error', '--fetch-retry-factor=2', PNPM, ...args];

/** turbo runs the packages' scripts with pnpm, which it looks up on the path. @param {string} task */
export const turbo = (task) => [NPX, '--yes', '--loglevel=error', `--package=${PNPM}`, '-c', `turbo run ${task}`];
