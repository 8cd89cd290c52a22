/** The walk through the guides: what their reader makes from them works, in a browser, by each of the four ways. */
import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { ADMIN } from './admin.ts';
import { GuidesProduct } from './guides-product.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

let product: GuidesProduct;

test.beforeAll(async ({ playwright, baseURL }) => {
  test.setTimeout(240_000);
  if (!baseURL) throw new Error('no baseURL');
  const request = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } });
  product = await GuidesProduct.create({ baseURL, installationKey: await installationKey(request) });
  await product.addEndpoint();
  await product.start();
  await request.dispose();
});

test.afterAll(() => product.stop());

async function installationKey(request: APIRequestContext): Promise<string> {
  await request.post('/auth/sign-in/email', { data: { email: ADMIN.email, password: ADMIN.password } });
  const scopes = ['workspaces:write', 'service-keys:write', 'endpoints:write', 'settings:write'];
  const made = await request.post('/trpc/installationKeys.create', { data: { name: 'Guides', scopes } });
  return ((await made.json()) as { result: { data: { token: string } } }).result.data.token;
}

async function signIn(page: Page): Promise<void> {
  await page.goto(product.origin);
  await page.getByRole('button', { name: 'Sign in as Ada' }).click();
  await expect(page.locator('#user')).toHaveText('Ada Lovelace');
}

async function approve(window: Page): Promise<void> {
  await window.getByRole('button', { name: /^Continue to / }).click();
  await window.getByRole('button', { name: /approve|allow/i }).click();
}

async function choose(view: Pick<Page, 'getByRole'>, app: string): Promise<void> {
  await view.getByRole('searchbox').fill(app);
  await view.getByRole('listitem').filter({ hasText: app }).getByRole('button', { name: 'Connect' }).click();
}

const connected = (page: Page, app: string) =>
  expect
    .poll(async () => ((await (await page.request.get(`${product.origin}/state`)).json()) as { apps: string[] }).apps)
    .toContainEqual(expect.stringMatching(`^${app}: \\S+@`));

test('quickstart: a user connects in the page, the back end runs an action and receives the event', async ({
  page,
}) => {
  await signIn(page);
  const opened = page.waitForEvent('popup');
  await choose(page.frameLocator('patchbay-connect iframe'), 'Slack');
  await approve(await opened);
  await expect(page.locator('#apps')).toContainText('Slack: ');
  await page.getByRole('button', { name: 'Send a message to Slack' }).click();
  await expect(page.locator('#said')).toHaveText('Sent.');
  await expect.poll(() => product.output).toContain('event connection.connected slack');
});

const WINDOW = `import { connectInWindow } from './window.js';
  for (const redirect of [false, true]) {
    const button = Object.assign(document.createElement('button'), { textContent: redirect ? 'Redirect' : 'Window' });
    button.addEventListener('click', async () => (document.title = await connectInWindow({ redirect })));
    document.body.append(button);
  }`;

test('embed: in a window', async ({ page }) => {
  product.addPage('window.html', WINDOW);
  await signIn(page);
  await page.goto(`${product.origin}/window.html`);
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Window' }).click();
  const window = await opened;
  await choose(window, 'GitHub');
  await approve(window);
  await expect(page).toHaveTitle('code');
  await connected(page, 'GitHub');
});

test('embed: by a redirect, which leaves no code in the address', async ({ page }) => {
  product.addPage('window.html', WINDOW);
  await signIn(page);
  await page.goto(`${product.origin}/window.html`);
  await page.getByRole('button', { name: 'Redirect' }).click();
  await choose(page, 'Notion');
  await approve(page);
  await expect(page).toHaveURL(`${product.origin}/`);
  await connected(page, 'Notion');
});

test('embed: with buttons of its own', async ({ page }) => {
  product.addPage('buttons.html', product.piece('embed', 'openHeadless'));
  await signIn(page);
  await page.goto(`${product.origin}/buttons.html`);
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Connect Gmail' }).click();
  await approve(await opened);
  await connected(page, 'Gmail');
});
