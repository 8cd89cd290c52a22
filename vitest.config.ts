import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const INTEGRATION = '**/*.integration.test.ts';
// Integration tests beside their subject that take longer than `npm test` can wait for.
const SLOW = '**/*.system.test.ts';
// Suites that only run by a command of their own: see scripts/suite.mjs.
const LONG = process.env['PATCHBAY_LONG'] ? ['apps/server/test/**/*.long.test.ts'] : [];
const ELSEWHERE = ['**/node_modules/**', '**/dist/**', 'apps/web/**'];
// Milliseconds. For what never ends, and not for what is slow: that depends on the machine, and on what else it does.
const PATIENCE = { testTimeout: 60_000, hookTimeout: 120_000 };
// Loading the modules takes longer than many a file's tests, and none of them leaves anything behind in a module.
const SHARED = { isolate: false };
const ON_POSTGRES = {
  exclude: ELSEWHERE,
  globalSetup: 'apps/server/test/support/postgres.global-setup.ts',
  ...PATIENCE,
};
const webTests = 'apps/web/vitest.config.ts';

export default defineConfig({
  test: {
    // Every core: much of a test's time is waiting for the database, and the default would leave one core idle.
    maxWorkers: '100%',
    // Where a run is worth more than a second look: what needed it is listed at the end.
    retry: Number(process.env['PATCHBAY_TEST_RETRIES'] ?? 0),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/**/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: [...ELSEWHERE, INTEGRATION, SLOW],
          ...SHARED,
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'integration',
          include: [`{apps,packages}/*/src/${INTEGRATION}`],
          ...SHARED,
          ...ON_POSTGRES,
        },
      },
      {
        test: {
          name: 'system',
          include: [`{apps/server,packages/*}/test/${INTEGRATION}`, `{apps,packages}/*/src/${SLOW}`, ...LONG],
          ...ON_POSTGRES,
        },
      },
      // Named `web`; it has Vue's plugin and a DOM, and is part of the unit stage.
      ...(existsSync(webTests) ? [webTests] : []),
    ],
  },
});
