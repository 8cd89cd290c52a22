import { defineConfig } from 'vitest/config';

/** The unit tests of what stryker.config.mjs changes. */
export default defineConfig({
  test: {
    include: [
      'packages/{lifecycle,contracts}/src/**/*.test.ts',
      'apps/server/src/modules/{oauth-callback,connections/attempts,identity,service-keys}/**/*.test.ts',
      'apps/server/src/platform/{crypto,http}/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/*.integration.test.ts', '**/*.system.test.ts'],
  },
});
