import { defineConfig } from '@playwright/test';
import base, { server } from './playwright.config.ts';

const PORT = Number(process.env.E2E_PORT ?? 3900);

/** `npm run screenshots`: a picture of every page, to be looked at. The second server has a provider that may fail. */
export default defineConfig({
  ...base,
  testDir: 'screenshots',
  testMatch: '*.shots.ts',
  testIgnore: [],
  timeout: 30 * 60_000,
  retries: 0,
  webServer: [server(PORT, {}), server(PORT + 20, { E2E_WITH_KEY: '1' })],
});
