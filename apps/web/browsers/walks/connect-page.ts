import { request } from '@playwright/test';
import { type Host, startHost } from '../../e2e/connect-host.ts';
import { elsewhere } from '../../e2e/fixtures.ts';
import type { BrowserWindow, View } from '../driver.ts';
import { openedBy, press, see, seeHeading, untilClosed } from '../steps.ts';
import { until } from '../until.ts';
import type { Walk, WalkPlace } from './walk.ts';

/** The walks of an end user on a host's page, which is of another site than the connect page. */
export const ON_A_HOST: Record<string, Walk> = {
  frame: {
    title: 'connect on the connect page in a frame, confirmed by the host',
    run: (place) =>
      onHost(place, async ({ host, window }) => {
        await press(window, { role: 'button', name: 'Connect here' });
        const frame = window.frameIn('patchbay-connect');
        await see(frame, SLACK, 'Slack');
        await requireApart(frame);
        const consent = await openedBy(place.driver, () => pressConnect(frame));
        await see(frame, '[data-testid="flow"]', 'Finish in the other window');
        await approve(consent);
        await see(frame, SLACK, 'ada@example.com');
        await untilConnected(frame);
        await see(window, '#said', '200');
        await untilClosed(place.driver, consent);
        requireConfirmed(host);
      }),
  },
  window: {
    title: 'connect on the connect page in a window of the host, confirmed by the host',
    run: (place) =>
      onHost(place, async ({ host, window }) => {
        const connectPage = await openedBy(place.driver, () =>
          press(window, { role: 'button', name: 'Connect in a window' }),
        );
        await pressConnect(connectPage);
        await approve(connectPage);
        await see(window, '#said', 'code 200');
        await untilClosed(place.driver, connectPage);
        requireConfirmed(host);
      }),
  },
  'top-level': {
    title: 'connect on the connect page at top level, back at the host with a code that it confirms',
    run: (place) =>
      onHost(place, async ({ host, window }) => {
        await press(window, { role: 'button', name: 'Connect in this tab' });
        await pressConnect(window);
        const address = await window.evaluate(() => location.href, null);
        await approve(window);
        await seeHeading(window, 'Back at the product: 200');
        requireConfirmed(host);
        await window.goto(address);
        await untilConnected(window);
      }),
  },
};

const SLACK = '[data-app="slack"]';

interface AtHost {
  host: Host;
  /** Shows the host's page. */
  window: BrowserWindow;
}

async function onHost({ driver, url }: WalkPlace, walk: (place: AtHost) => Promise<void>): Promise<void> {
  const backEnd = await request.newContext({ extraHTTPHeaders: elsewhere() });
  const host = await startHost({ baseURL: url, request: backEnd, session: { apps: ['slack'] } });
  try {
    const window = await driver.openWindow();
    await window.goto(`${url}/sign-in`);
    await window.evaluate(storeHere, null);
    await window.goto(host.origin);
    await walk({ host, window });
  } finally {
    await host.close();
    await backEnd.dispose();
  }
}

async function pressConnect(page: View): Promise<void> {
  await press(page, { role: 'button', name: 'Connect', within: SLACK });
}

/** Agrees to connect, and approves at the provider. */
async function approve(window: BrowserWindow): Promise<void> {
  await see(window, '[data-testid="identity"]', 'wants to use your Slack account');
  await see(window, '[data-testid="identity"]', 'Vera Rubin');
  await press(window, { role: 'button', name: 'Continue to Slack' });
  await press(window, { role: 'button', name: 'Approve' });
}

async function untilConnected(page: View): Promise<void> {
  await until('Slack to be connected', () => page.find({ css: `${SLACK}[data-status="active"]` }));
}

/** As browsers that prevent tracking have it: the frame sees neither cookies nor storage of our pages at top level. */
async function requireApart(frame: View): Promise<void> {
  const seen = await frame.evaluate(storedHere, null);
  if (seen.length > 0) throw new Error(`the frame is not kept apart from our pages at top level: ${seen.join(', ')}`);
}

/** Runs in the page. */
function storeHere(): void {
  document.cookie = 'stored=1; path=/';
  localStorage.setItem('stored', '1');
}

/** Runs in the page. */
function storedHere(): string[] {
  const cookies = document.cookie.split('; ').filter((cookie) => cookie === 'stored=1');
  return localStorage.getItem('stored') === null ? cookies : [...cookies, 'its storage'];
}

function requireConfirmed({ completions }: Host): void {
  const status = completions.at(-1)?.body.connection?.status;
  if (status !== 'active') throw new Error(`the host confirmed no connection: ${JSON.stringify(completions)}`);
}
