/** Files that removals and their tests name often. */

export const SESSIONS = 'apps/server/src/modules/connect-sessions';
export const ATTEMPTS = 'apps/server/src/modules/connections/attempts';
export const CALLBACK = 'apps/server/src/modules/oauth-callback';
export const MACHINE = 'packages/lifecycle/src/connection.machine.ts';
export const CONTRACTS = 'packages/contracts/src';
export const PAGE = 'apps/web/connect-page/src';
export const COMPONENT = 'packages/connect/src';

/** A test among those of attacks on connect sessions. @param {string} file @param {string} title */
export const attack = (file, title) => ({
  file: `apps/server/test/attack/connect-sessions/${file}.integration.test.ts`,
  title,
});

/** @param {string} file @param {string} title */
export const browser = (file, title) => ({ file: `apps/web/e2e/${file}.spec.ts`, title });

/** @param {string} file @param {string} title */
export const unit = (file, title) => ({ file: `${file}.test.ts`, title });
