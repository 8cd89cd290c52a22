import type { BrowserWindow, Driver } from '../driver.ts';
import { fill, openedBy, press, see, seeHeading, untilReady } from '../steps.ts';
import type { WalkPlace } from './walk.ts';

/** Steps of a member in the web app, by the same names as in e2e/walk.ts. */
let serial = 0;

export async function signUp({ driver, url }: WalkPlace): Promise<BrowserWindow> {
  const window = await driver.openWindow();
  serial += 1;
  await window.goto(`${url}/sign-up`);
  await fill(window, 'Name', 'Ada Lovelace');
  await fill(window, 'Email', `b${process.pid}-${serial}-${Date.now()}@example.com`);
  await fill(window, 'Password', 'correct horse battery');
  await press(window, { role: 'button', name: 'Create account' });
  await seeHeading(window, 'Home');
  return window;
}

export const card = (app: string) => `article[data-app="${app}"]`;
export const row = (app: string) => `[data-testid="connection-row"][data-app="${app}"]`;
export const statusIn = (place: string) => `${place} [data-testid="status"]`;

export async function addApp(window: BrowserWindow, { url, app }: { url: string; app: string }): Promise<void> {
  await window.goto(`${url}/marketplace?q=${app}`);
  await press(window, { role: 'button', name: 'Add to workspace', within: card(app) });
  // It is shown at once, and enabled when the server has added the app.
  await untilReady(window, { role: 'button', name: 'Connect', within: card(app) });
}

/** Connects an app that was added, in a window at the provider. */
export async function connect(driver: Driver, window: BrowserWindow, place: string): Promise<BrowserWindow> {
  const consent = await openedBy(driver, () => press(window, { role: 'button', name: 'Connect', within: place }));
  await see(window, statusIn(place), 'Pending');
  await press(consent, { role: 'button', name: 'Approve' });
  await see(window, statusIn(place), 'Connected');
  return consent;
}
