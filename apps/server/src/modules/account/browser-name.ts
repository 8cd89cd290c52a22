import Bowser from 'bowser';

const { BROWSER_MAP, OS_MAP } = Bowser;

/** By the names that `bowser` has for them. */
const BROWSERS = new Map([
  [BROWSER_MAP.edge, 'Edge'],
  [BROWSER_MAP.opera, 'Opera'],
  [BROWSER_MAP.samsung_internet, 'Samsung Internet'],
  [BROWSER_MAP.firefox, 'Firefox'],
  [BROWSER_MAP.chrome, 'Chrome'],
  [BROWSER_MAP.chromium, 'Chrome'],
  [BROWSER_MAP.safari, 'Safari'],
]);

const SYSTEMS = new Map([
  [OS_MAP.Android, 'Android'],
  [OS_MAP.Windows, 'Windows'],
  [OS_MAP.ChromeOS, 'ChromeOS'],
  [OS_MAP.MacOS, 'Mac'],
  [OS_MAP.Linux, 'Linux'],
]);

/**
 * A readable name for the browser with this User-Agent; null for an unknown one. Uses only words from our own lists: the header may
 * contain anything, and its sender may not be the person who reads this.
 */
export function browserName(userAgent: string): string | null {
  if (userAgent === '') return null; // bowser throws
  const { browser, os, platform } = Bowser.parse(userAgent);
  const name = BROWSERS.get(browser.name ?? '') ?? null;
  const system = os.name === OS_MAP.iOS ? iosDevice(platform.model) : (SYSTEMS.get(os.name ?? '') ?? null);
  return name && system ? `${name} on ${system}` : (name ?? system);
}

function iosDevice(model: string | undefined): string {
  return model === 'iPad' ? 'iPad' : 'iPhone';
}
