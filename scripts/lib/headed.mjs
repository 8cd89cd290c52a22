import { existsSync } from 'node:fs';
import { capture } from './command.mjs';

/** A headless shell cannot open a window. */
const WITH_WINDOW = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export const INSTALL_HEADED = 'sudo apt-get install chromium xvfb';

/**
 * Finds a browser that can open a window, and the command prefix for a virtual display if there is no screen.
 * Undefined if either is missing.
 * @returns {Promise<{ chromium: string, prefix: string[] } | undefined>}
 */
export async function findHeaded() {
  const named = process.env.CHROMIUM_PATH;
  const chromium = [...(named && !named.includes('headless') ? [named] : []), ...WITH_WINDOW].find((path) =>
    existsSync(path),
  );
  const prefix = await screen();
  return chromium && prefix ? { chromium, prefix } : undefined;
}

/** @returns {Promise<string[] | undefined>} */
async function screen() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return [];
  return (await hasXvfb()) ? ['xvfb-run', '--auto-servernum'] : undefined;
}

async function hasXvfb() {
  const { code } = await capture(['which', 'xvfb-run']);
  return code === 0;
}
