import { defineConfig, mergeConfig } from 'vitest/config';
import vite from './vite.config.ts';

export default mergeConfig(
  vite,
  defineConfig({
    test: {
      name: 'web',
      // Most test words and rules. The few that need a DOM say so in their first line.
      environment: 'node',
      include: ['{src,connect-page/src,connect-page/test}/**/*.test.ts'],
    },
  }),
);
