import { defineConfig } from '@playwright/test';
import base, { browserArgs, server } from './playwright.config.ts';

const PORT = Number(process.env.E2E_PORT ?? 3900) + 40;

/**
 * Many tabs, as people have them: in a browser with a window, because a headless one keeps no pages for the back button,
 * and without the switch by which Playwright turns that off. Under xvfb-run where there is no screen.
 */
export default defineConfig({
  ...base,
  testMatch: '*tabs.spec.ts',
  testIgnore: [],
  workers: 1,
  use: {
    ...base.use,
    baseURL: `http://localhost:${PORT}`,
    headless: false,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: browserArgs,
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    },
  },
  webServer: [server(PORT, { PATCHBAY_CALLS_PER_MINUTE: '0' })],
});
