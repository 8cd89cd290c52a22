import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inRoot } from './repository.mjs';

const INSTALLED = [
  // Without a window: the tests take three quarters of the time.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser for the browser tests: CHROMIUM_PATH, the system's, or Playwright's own. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  return [...(named ? [named] : INSTALLED), playwrightsOwn()].find((path) => path && existsSync(path));
}

/** @returns {string | undefined} */
function playwrightsOwn() {
  const require = createRequire(inRoot('apps/web/package.json'));
  return require('@playwright/test').chromium.executablePath();
}

export const INSTALL_CHROMIUM =
  process.platform === 'linux'
    ? 'sudo apt-get install chromium-headless-shell'
    : '(cd apps/web && npx playwright install chromium)';
