import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startChromium } from './chromium.ts';
import type { Driver, DriverOptions } from './driver.ts';
import { startFirefox } from './firefox.ts';
import { startWebKit } from './webkit.ts';

export interface Browser {
  /** Where its program may be. */
  programs: (string | undefined)[];
  /** What else it needs on the path. */
  needs?: string;
  /** Debian's packages that have all of it. */
  packages: string;
  start: (options: DriverOptions) => Promise<Driver>;
}

export const BROWSERS = new Map<string, Browser>(
  Object.entries({
    chromium: {
      programs: [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
      packages: 'chromium',
      start: startChromium,
    },
    firefox: {
      programs: [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'],
      packages: 'firefox-esr',
      start: startFirefox,
    },
    webkit: {
      programs: [process.env.WEBKIT_DRIVER_PATH, '/usr/bin/WebKitWebDriver'],
      needs: 'Xvfb',
      packages: 'webkit2gtk-driver xvfb',
      start: startWebKit,
    },
  }),
);

/** The file of the browser, or undefined if something is missing. */
export function programOf({ programs, needs }: Browser): string | undefined {
  if (needs !== undefined && !isOnPath(needs)) return undefined;
  return programs.find((path) => path !== undefined && existsSync(path));
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
