import { approve, card, connectButton, expect, frameOf, test, windowFrom } from './connect-fixtures.ts';
import { partitioned } from './partitioned-browser.ts';

test.use({ launchOptions: partitioned });

test('in a window of the host: the code goes to the host’s page, which has it confirmed', async ({ page, start }) => {
  const host = await start({ session: { apps: ['slack', 'notion'] } });
  await page.goto(host.origin);
  const window = await windowFrom(page, () => page.getByRole('button', { name: 'Connect in a window' }).click());
  await expect(window.getByRole('heading', { name: 'Connect your apps' })).toBeVisible();
  expect(new URL(window.url()).hash).toBe('');
  await connectButton(window, 'slack').click();
  await approve(window, 'Slack');
  await expect(page.locator('#said')).toHaveText('code 200');
  expect(host.completions.at(-1)?.body.connection?.status).toBe('active');
  await expect.poll(() => window.isClosed()).toBe(true);
});

test('in the same tab: the code goes to the return URL, and a reload shows the app connected', async ({
  page,
  start,
}) => {
  const host = await start({ session: { apps: ['slack'] } });
  await page.goto(host.origin);
  await page.getByRole('button', { name: 'Connect in this tab' }).click();
  await connectButton(page, 'slack').click();
  const address = page.url();
  await approve(page, 'Slack');
  await expect(page.getByRole('heading', { name: 'Back at the product: 200' })).toBeVisible();
  await page.goto(address);
  await expect(card(page, 'slack')).toHaveAttribute('data-status', 'active');
});

for (const policy of ['unsafe-none', 'same-origin-allow-popups']) {
  test(`in a frame, on a host with the opener policy ${policy}`, async ({ page, start }) => {
    const host = await start({
      session: { apps: ['slack', 'notion'] },
      headers: { 'Cross-Origin-Opener-Policy': policy },
    });
    await page.goto(host.origin);
    await page.getByRole('button', { name: 'Connect here' }).click();
    const frame = frameOf(page);
    const window = await windowFrom(page, () => connectButton(frame, 'slack').click());
    await expect(frame.getByTestId('flow')).toContainText('Finish in the other window');
    await approve(window, 'Slack');
    await expect(card(frame, 'slack')).toHaveAttribute('data-status', 'active');
    await expect(page.locator('#said')).toContainText('200');
    await expect.poll(() => window.isClosed()).toBe(true);
  });
}

test('in a frame, on a host whose opener policy cuts windows off: the host is told, and a tab works', async ({
  page,
  start,
}) => {
  const host = await start({
    session: { apps: ['slack'] },
    headers: { 'Cross-Origin-Opener-Policy': 'same-origin' },
  });
  await page.goto(host.origin);
  await page.getByRole('button', { name: 'Connect here' }).click();
  const frame = frameOf(page);
  await connectButton(frame, 'slack').click();
  await expect(frame.getByTestId('blocked')).toBeVisible();
  await expect(page.locator('#said')).toContainText('blocked');
  await page.getByRole('button', { name: 'Connect in this tab' }).click();
  await connectButton(page, 'slack').click();
  await approve(page, 'Slack');
  await expect(page.getByRole('heading', { name: 'Back at the product: 200' })).toBeVisible();
});

test('a window that lost its opener at the provider goes on to the return URL, and the frame learns of it', async ({
  page,
  start,
}) => {
  const host = await start({ session: { apps: ['slack'] } });
  await page.goto(host.origin);
  await page.getByRole('button', { name: 'Connect here' }).click();
  const frame = frameOf(page);
  const window = await windowFrom(page, () => connectButton(frame, 'slack').click());
  // The provider's pages cut off whatever opened them.
  await window.route(/:\d+\/(?!connect|oauth)/, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    await route.fulfill({ response, headers: { ...response.headers(), 'cross-origin-opener-policy': 'same-origin' } });
  });
  await approve(window, 'Slack');
  await expect(window.getByRole('heading', { name: 'Back at the product: 200' })).toBeVisible();
  await expect(card(frame, 'slack')).toHaveAttribute('data-status', 'active');
});

test('what a frame stores is partitioned here, and a frame that the person reloads gets a new session', async ({
  page,
  start,
  baseURL,
}) => {
  const host = await start({ session: { apps: ['slack'] } });
  await page.goto(`${baseURL}/connect/window`);
  await page.evaluate(() => localStorage.setItem('seen', 'at top level'));
  await page.goto(host.origin);
  await page.getByRole('button', { name: 'Connect here' }).click();
  await expect(connectButton(frameOf(page), 'slack')).toBeVisible();
  const inner = () => page.frames().find((each) => each.url().startsWith(`${baseURL}/connect/`));
  expect(await inner()?.evaluate(() => localStorage.getItem('seen'))).toBeNull();
  await expect(page.locator('#said')).toContainText('ready');
  const before = inner()?.url();
  await inner()?.evaluate(() => location.reload());
  await expect(page.locator('#said')).toContainText('sessionmissing ready sessionopened ready');
  await expect(connectButton(frameOf(page), 'slack')).toBeVisible();
  expect(inner()?.url()).not.toBe(before);
});

test('another browser that has the link is told that it is open, the same one goes on', async ({
  page,
  browser,
  start,
}) => {
  const host = await start({ session: { apps: ['slack'] } });
  const url = await host.createSession();
  await page.goto(url);
  await expect(connectButton(page, 'slack')).toBeVisible();
  const again = await page.context().newPage();
  await again.goto(url);
  await expect(connectButton(again, 'slack')).toBeVisible();
  const other = await browser.newContext();
  const theirs = await other.newPage();
  await theirs.goto(url);
  await expect(theirs.getByRole('heading', { name: 'This page is already open elsewhere' })).toBeVisible();
  await other.close();
});

test('a key is entered in the window, and a wrong one can be corrected there', async ({ page, start }) => {
  const host = await start({ session: { apps: ['openai'] } });
  await page.goto(host.origin);
  await page.getByRole('button', { name: 'Connect here' }).click();
  const frame = frameOf(page);
  const window = await windowFrom(page, () => connectButton(frame, 'openai').click());
  const key = window.getByRole('textbox', { name: 'API key' });
  await window.getByRole('button', { name: 'Connect' }).click();
  await expect(window.getByText('Enter a value for API key.')).toBeVisible();
  await expect(key).toBeFocused();
  await key.fill('invalid key of mine');
  await window.getByRole('button', { name: 'Connect' }).click();
  await expect(window.getByRole('alert')).toContainText('did not accept what you entered');
  await key.fill('sk-1234567890');
  await window.getByRole('button', { name: 'Connect' }).click();
  await expect(card(frame, 'openai')).toHaveAttribute('data-status', 'active');
  await expect.poll(() => window.isClosed()).toBe(true);
});

test('denied: the window says why, the frame too, and Connect works again; disconnecting asks in a window', async ({
  page,
  start,
}) => {
  const host = await start({ session: { apps: ['slack'] } });
  await page.goto(host.origin);
  await page.getByRole('button', { name: 'Connect here' }).click();
  const frame = frameOf(page);
  const first = await windowFrom(page, () => connectButton(frame, 'slack').click());
  await first.getByRole('button', { name: 'Continue to Slack' }).click();
  await first.getByRole('button', { name: 'Deny' }).click();
  await expect(card(frame, 'slack')).toContainText('You declined access');
  await expect.poll(() => first.isClosed()).toBe(true);
  await expect(connectButton(frame, 'slack')).toBeFocused();

  const second = await windowFrom(page, () => connectButton(frame, 'slack').click());
  await approve(second, 'Slack');
  await expect(card(frame, 'slack')).toHaveAttribute('data-status', 'active');

  const disconnect = card(frame, 'slack').getByRole('button', { name: /^Disconnect/ });
  const third = await windowFrom(page, () => disconnect.click());
  await expect(third.getByTestId('identity')).toContainText('Disconnect your Slack account from 127.0.0.1');
  await third.getByRole('button', { name: 'Disconnect' }).click();
  await expect(card(frame, 'slack')).toHaveAttribute('data-status', 'added');
  await expect(page.locator('#said')).toContainText('flowdone');
});

test('a page that is not the session’s gets no frame, no hello and no code', async ({ page, start }) => {
  const host = await start({ session: { apps: ['slack'], origins: undefined } });
  const url = await host.createSession();
  await page.goto(host.origin);
  const heard = await page.evaluate(async (address) => {
    const messages: unknown[] = [];
    addEventListener('message', ({ data }) => messages.push(data));
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve));
    // There is no page of ours in it.
    frame.contentWindow?.postMessage({ patchbay: 1, type: 'hello' }, '*');
    return messages;
  }, url);
  expect(heard).toEqual([]);
  await expect(page.frameLocator('iframe').getByTestId('app-list')).toHaveCount(0);
});
