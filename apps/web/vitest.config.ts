import { defineConfig, mergeConfig } from 'vitest/config';
import vite from './vite.config.ts';

export default mergeConfig(
  vite,
  defineConfig({
    test: {
      name: 'web',
      // Most test words and rules. The few that need a DOM say so in their first line.
      environment: 'node',
      setupFiles: ['all-texts.setup.ts'],
      // For what never ends, and not for what is slow.
      testTimeout: 60_000,
      hookTimeout: 120_000,
      include: ['{src,checks,browsers,connect-page/src,connect-page/test}/**/*.test.ts'],
    },
  }),
);
