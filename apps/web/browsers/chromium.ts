import { browserArgs } from '../playwright.config.ts';
import type { Driver, DriverOptions } from './driver.ts';
import { startByPuppeteer } from './puppeteer-driver.ts';

export function startChromium({ program, blocksWindows }: DriverOptions): Promise<Driver> {
  const options = {
    browser: 'chrome' as const,
    executablePath: program,
    // People's Chromium blocks a window that no click asked for.
    ignoreDefaultArgs: ['--disable-popup-blocking'],
    args: browserArgs,
  };
  return startByPuppeteer(options, blocksWindows);
}
