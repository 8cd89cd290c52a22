import { connectButton, expect, frameOf, test, windowFrom } from './connect-fixtures.ts';
import { partitioned } from './partitioned-browser.ts';
import type { Page } from '@playwright/test';

/** `<patchbay-connect>` and `openConnect()` where something goes wrong, on a host's page. */
test.use({ launchOptions: partitioned });

/** Of the host: the package, as its bundler takes it. */
const SCRIPT = '/connect.js';

/** What the host's page noted, in its order. */
const noted = (page: Page) => page.evaluate(() => (globalThis as unknown as { noted: string[] }).noted);

/** An element whose sessions are made by `createSession`, which is given to the page. */
async function place(page: Page, createSession: () => Promise<string> | string): Promise<void> {
  await page.exposeFunction('sessionFromBackEnd', createSession);
  await page.evaluate(async (script) => {
    const { sessionFromBackEnd } = globalThis as unknown as { sessionFromBackEnd: () => Promise<string> };
    const notes: string[] = [];
    Object.assign(globalThis, { noted: notes });
    await import(script);
    const element = document.createElement('patchbay-connect');
    Object.assign(element, {
      createSession: (reason: string) => {
        notes.push(reason);
        return sessionFromBackEnd();
      },
    });
    for (const name of ['ready', 'failed', 'session'])
      element.addEventListener(`patchbay-${name}`, (event) =>
        notes.push(`${name} ${((event as CustomEvent).detail as { reason?: string }).reason ?? ''}`.trim()),
      );
    document.body.append(element);
  }, SCRIPT);
}

test('a listener that is added after an await still hears that a session is needed, once', async ({ page, start }) => {
  const host = await start();
  await page.goto(host.origin);
  const reasons = await page.evaluate(async (script) => {
    await import(script);
    const element = document.createElement('patchbay-connect');
    document.body.append(element);
    await (await fetch('/')).text();
    await new Promise((resolve) => setTimeout(resolve));
    const heard: string[] = [];
    const listen = () =>
      element.addEventListener('patchbay-session', (event) =>
        heard.push((event as CustomEvent<{ reason: string }>).detail.reason),
      );
    listen();
    listen();
    await new Promise((resolve) => setTimeout(resolve));
    return heard;
  }, SCRIPT);
  expect(reasons).toEqual(['missing', 'missing']);
});

test('sessions come from `createSession`, and the event is not sent besides', async ({ page, start }) => {
  const host = await start({ session: { apps: ['slack'] } });
  await page.goto(host.origin);
  await place(page, () => host.createSession());
  await expect(connectButton(frameOf(page), 'slack')).toBeVisible();
  expect(await noted(page)).toEqual(['missing', 'ready']);
});

test('a page that can never be shown is asked for three times, and then by a button', async ({ page, start }) => {
  const host = await start({ session: { apps: ['slack'] } });
  let isAllowed = false;
  await page.clock.install();
  await page.goto(host.origin);
  await place(page, () => host.createSession(isAllowed ? {} : { origins: undefined }));
  const failure = page.locator('patchbay-connect').getByRole('alert');
  await expect(async () => {
    await page.clock.runFor(5_000);
    await expect(failure).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await page.clock.runFor(600_000);
  expect(await noted(page)).toEqual(['missing', 'unreachable', 'unreachable', 'failed unreachable']);
  isAllowed = true;
  await failure.getByRole('button', { name: 'Try again' }).click();
  await page.clock.resume();
  await expect(connectButton(frameOf(page), 'slack')).toBeVisible();
});

test('a back end that is down, or answers a used session again, is not asked for ever', async ({ page, start }) => {
  const host = await start({ session: { apps: ['slack'] } });
  const used = await host.createSession();
  const isDown = [false, false, true];
  await page.clock.install();
  await page.goto(host.origin);
  await place(page, () => (isDown.shift() ? Promise.reject(new Error('down')) : used));
  await expect(connectButton(frameOf(page), 'slack')).toBeVisible();
  await page
    .frames()
    .at(-1)
    ?.evaluate(() => location.reload());
  const failure = page.locator('patchbay-connect').getByRole('alert');
  await expect(async () => {
    await page.clock.runFor(3_000);
    await expect(failure).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  expect(await noted(page)).toEqual(['missing', 'ready', 'opened', 'opened', 'opened', 'failed opened']);
});

test('a window of the host: a person who declines is heard, and can try again in it', async ({ page, start }) => {
  const host = await start({ session: { apps: ['slack'] } });
  await page.goto(host.origin);
  await page.evaluate(async (script) => {
    const { openConnect } = (await import(script)) as {
      openConnect: (options: object) => Promise<object>;
    };
    const notes: string[] = [];
    Object.assign(globalThis, { noted: notes });
    document.querySelector('h1')?.addEventListener('click', () => {
      const createSession = async () => (await fetch('/session', { method: 'POST' })).text();
      const onFailed = ({ reason }: { reason: string }) => notes.push(`failed ${reason}`);
      void openConnect({ createSession, onFailed }).then((result) => notes.push(JSON.stringify(result)));
    });
  }, SCRIPT);
  const window = await windowFrom(page, () => page.getByRole('heading').click());
  await connectButton(window, 'slack').click();
  await window.getByRole('button', { name: 'Continue to Slack' }).click();
  await window.getByRole('button', { name: 'Deny' }).click();
  await expect(window.getByTestId('connect-return')).toContainText('You declined access');
  await expect.poll(() => noted(page)).toEqual(['failed denied']);
  await window.getByRole('button', { name: 'Try again' }).click();
  await expect(connectButton(window, 'slack')).toBeVisible();
  await window.close();
  await expect.poll(() => noted(page)).toEqual(['failed denied', '{"outcome":"closed","reason":"denied"}']);
});

test('no page but the host’s and ours hears how a flow ended', async ({ page, start }) => {
  const host = await start({ session: { apps: ['slack'] } });
  const other = await start();
  await page.goto(host.origin);
  const window = await windowFrom(page, () => page.getByRole('button', { name: 'Connect in a window' }).click());
  await connectButton(window, 'slack').click();
  await window.getByRole('button', { name: 'Continue to Slack' }).click();
  await expect(window.getByRole('button', { name: 'Deny' })).toBeVisible();
  // The opener is another site's page meanwhile.
  await page.goto(other.origin);
  await page.evaluate(() => {
    const notes: string[] = [];
    Object.assign(globalThis, { noted: notes });
    addEventListener('message', ({ data }) => notes.push(JSON.stringify(data)));
  });
  await window.getByRole('button', { name: 'Deny' }).click();
  await expect(window.getByTestId('connect-return')).toBeVisible();
  expect(await noted(page)).toEqual([]);
});
