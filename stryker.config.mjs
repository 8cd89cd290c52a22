/**
 * Mutation tests (`npm run test:mutation`) of what must not be wrong: the lifecycle, the contracts, the checks of a return, and
 * what seals, signs and compares. By unit tests alone, which are quick enough to run for each change.
 */
export default {
  mutate: [
    'packages/lifecycle/src/**/*.ts',
    'packages/contracts/src/**/*.ts',
    'apps/server/src/modules/oauth-callback/checks/*.ts',
    'apps/server/src/modules/oauth-callback/return.query.ts',
    'apps/server/src/modules/connections/attempts/{activation-policy,attempt-cookie,attempt-key,is-as-opened,judge-attempt,same-owner}.ts',
    'apps/server/src/modules/identity/{sessions,password-strength,known-browser,former-cookie}.ts',
    'apps/server/src/modules/service-keys/key-token.ts',
    'apps/server/src/platform/crypto/*.ts',
    'apps/server/src/platform/http/{same-origin,own-cookies,canonical-host}.ts',
    '!**/*.test.ts',
    '!**/index.ts',
  ],
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  tempDirName: 'node_modules/.cache/stryker',
  reporters: ['clear-text', 'html', 'json', 'progress'],
  htmlReporter: { fileName: 'reports/mutation.html' },
  jsonReporter: { fileName: 'reports/mutation.json' },
  thresholds: { high: 90, low: 80, break: 80 },
};
