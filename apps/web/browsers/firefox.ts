import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver, DriverOptions } from './driver.ts';
import { startByPuppeteer } from './puppeteer-driver.ts';

/** What people's Firefox has, and Puppeteer's profile for tests has not. */
const AS_PEOPLE_HAVE_IT = {
  // Cookies and storage of a frame are apart from those at top level.
  'network.cookie.cookieBehavior': 5,
  // A page opens windows only in a click, and closes only windows that a page opened.
  'dom.disable_open_during_load': true,
  'dom.allow_scripts_to_close_windows': false,
};

export async function startFirefox({ program, blocksWindows }: DriverOptions): Promise<Driver> {
  // As root it refuses the home of another account.
  const home = mkdtempSync(join(tmpdir(), 'patchbay-firefox-'));
  const options = {
    browser: 'firefox' as const,
    executablePath: program,
    env: { ...process.env, HOME: home },
    extraPrefsFirefox: AS_PEOPLE_HAVE_IT,
  };
  const driver = await startByPuppeteer(options, blocksWindows);
  const quit = async () => {
    await driver.quit();
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  return { ...driver, quit };
}
