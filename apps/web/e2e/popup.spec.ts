import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { addApp, goToApplications, openConsent, status } from './walk.ts';

/**
 * T18: windows and messages of other origins. Our pages communicate by a BroadcastChannel, which only reaches their
 * own origin, and a tab that receives a message asks the server. No window messages are listened to, and none are
 * sent.
 */
const FORGED = (id: string) => [
  { type: 'returned', connectionId: id },
  { type: 'session-changed' },
  { type: 'connected', connectionId: id, status: 'active' },
  JSON.stringify({ type: 'returned', connectionId: id }),
];

interface Heard {
  heard: { origin: string; data: unknown }[];
  stayed?: boolean;
}

declare global {
  interface Window {
    patchbayTest: Heard;
    opened: Window | null;
  }
}

test.beforeEach(async ({ context }) => {
  await context.addInitScript(() => {
    const heard: Heard['heard'] = [];
    window.patchbayTest = { heard };
    addEventListener('message', ({ origin, data }) => heard.push({ origin, data }));
  });
});

/** A page of another origin in the same browser: at the provider's address, because the tests allow no other host. */
async function foreignPage(context: BrowserContext, baseURL = ''): Promise<Page> {
  const address = `http://127.0.0.1:${Number(new URL(baseURL).port) + 1}/foreign`;
  await context.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Win a prize</h1>' }));
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** Like a browser without Cross-Origin-Opener-Policy: a foreign opener keeps access to our window. */
async function withoutIsolation(context: BrowserContext, baseURL = ''): Promise<void> {
  await context.route(
    (url) => url.origin === baseURL,
    async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback();
      const response = await route.fetch();
      const headers = response.headers();
      delete headers['cross-origin-opener-policy'];
      await route.fulfill({ response, headers });
    },
  );
}

async function openFrom(foreign: Page, address: string): Promise<Page> {
  const [ours] = await Promise.all([
    foreign.context().waitForEvent('page'),
    foreign.evaluate((url) => void (window.opened = window.open(url)), address),
  ]);
  return ours;
}

const post = (foreign: Page, messages: unknown[]) =>
  foreign.evaluate((all) => {
    for (const message of all) window.opened?.postMessage(message, '*');
  }, messages);

const heardBy = (page: Page) => page.evaluate(() => window.patchbayTest.heard);

/** When this resolves, the page has sent all requests that earlier messages caused. */
const settled = (page: Page) => page.evaluate(() => fetch('/healthz').then(({ ok }) => ok));

async function pendingConnection(member: Page): Promise<string> {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await expect(status(place)).toHaveText('Pending');
  return (await place.getAttribute('data-id')) ?? '';
}

test('a foreign page that opens ours gets no access to it', async ({ member, context, baseURL }) => {
  const id = await pendingConnection(member);
  const foreign = await foreignPage(context, baseURL);
  const ours = await openFrom(foreign, `${baseURL}/return/connected?connection=${id}`);
  await expect(ours.getByTestId('return-page')).toBeVisible();
  expect(await ours.evaluate(() => window.opener)).toBeNull();
  await expect.poll(() => foreign.evaluate(() => window.opened?.closed)).toBe(true);
  await post(foreign, FORGED(id));
  await settled(ours);
  expect(await heardBy(ours)).toEqual([]);
});

test('forged messages that reach our page change nothing in it', async ({ member, context, baseURL }) => {
  const id = await pendingConnection(member);
  await withoutIsolation(context, baseURL);
  const foreign = await foreignPage(context, baseURL);
  const ours = await openFrom(foreign, `${baseURL}/applications`);
  const place = ours.locator('[data-testid="connection-row"][data-app="slack"]');
  await expect(status(place)).toHaveText('Pending');
  await ours.evaluate(() => (window.patchbayTest.stayed = true));
  await settled(ours);
  const asked: string[] = [];
  ours.on('request', (request) => asked.push(new URL(request.url()).pathname));

  await post(foreign, FORGED(id));
  await expect.poll(async () => (await heardBy(ours)).length).toBe(FORGED(id).length);
  expect(new Set((await heardBy(ours)).map(({ origin }) => origin))).toEqual(new Set([new URL(foreign.url()).origin]));
  await settled(ours);
  expect(asked).toEqual(['/healthz']);
  expect(await ours.evaluate(() => window.patchbayTest.stayed)).toBe(true);
  await expect(status(place)).toHaveText('Pending');
});

test('the return page sends nothing to a foreign opener, but does to its own origin', async ({
  member,
  context,
  baseURL,
}) => {
  const id = await pendingConnection(member);
  await member.evaluate(() => {
    const channel = new BroadcastChannel('patchbay');
    channel.addEventListener('message', ({ data, origin }) => window.patchbayTest.heard.push({ origin, data }));
  });
  await withoutIsolation(context, baseURL);
  const foreign = await foreignPage(context, baseURL);
  const ours = await openFrom(foreign, `${baseURL}/return/connected?connection=${id}`);
  await expect(ours.getByTestId('return-page')).toBeVisible();
  const told = { origin: baseURL, data: { type: 'returned', connectionId: id } };
  await expect.poll(() => heardBy(member)).toEqual([told]);
  expect(await heardBy(foreign)).toEqual([]);
  expect(new URL(foreign.url()).pathname).toBe('/foreign');
});

test('a message about any attempt only causes a request to the server', async ({ member, context }) => {
  const id = await pendingConnection(member);
  const place = await goToApplications(member, 'slack');
  await expect(status(place)).toHaveText('Pending');
  const other = await context.newPage();
  await other.goto('/healthz');
  const asked = member.waitForRequest((request) => request.url().includes('/trpc/connections.list'));
  await other.evaluate(
    (messages) => {
      const channel = new BroadcastChannel('patchbay');
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      for (const message of messages) channel.postMessage(message);
    },
    [
      null,
      'returned',
      { type: '__proto__' },
      { type: 'returned', connectionId: crypto.randomUUID() },
      ...FORGED(id).slice(0, 1),
    ],
  );
  await asked;
  await settled(member);
  await expect(status(place)).toHaveText('Pending');
});
