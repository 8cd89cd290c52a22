import { type Browser, launch, type Page } from 'puppeteer-core';
import { browserArgs } from '../playwright.config.ts';
import { expect, test } from './fixtures.ts';
import { command, isLong, note, openStreams, workspaceOf } from './many-tabs.ts';

/**
 * Browsers freeze background tabs to save energy. Playwright keeps all pages visible, and a visible page is never
 * frozen, so this test uses Puppeteer, with the default limits of background tabs.
 */
const FOR_PEOPLE = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

// Like the other runs with many tabs: a second browser has to start.
test.describe.configure({ timeout: 150_000 });

let browser: Browser;

test.beforeEach(async ({ member }) => {
  const { origin } = new URL(member.url());
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  browser = await launch({ executablePath, headless: false, args: browserArgs, ignoreDefaultArgs: FOR_PEOPLE });
  const session = (await member.context().cookies(origin)).map(({ name, value }) => ({ name, value, url: origin }));
  await (await browser.newPage()).setCookie(...session);
  // A page of our origin for its calls, without a stream.
  await member.goto('/healthz');
});
test.afterEach(() => browser.close());

const rowOf = (app: string) => `[data-testid="connection-row"][data-app="${app}"]`;

test('another tab takes over within two seconds when the one that holds the stream is frozen', async ({ member }) => {
  const { origin } = new URL(member.url());
  const workspace = await workspaceOf(member);
  const opened: { page: Page; at: number }[] = [];
  const pages: Page[] = [];
  for (let count = 0; count < 3; count += 1) {
    const page = await browser.newPage();
    pages.push(page);
    page.on('request', (request) => {
      if (request.url().includes('/trpc/live.watch')) opened.push({ page, at: Date.now() });
    });
    await page.goto(`${origin}/applications`);
    await page.waitForSelector('h1');
    await expect.poll(() => opened.length).toBeGreaterThan(0);
  }
  const [holder, ...others] = pages as [Page, ...Page[]];
  expect(opened.at(-1)?.page).toBe(holder);
  const visibility = await holder.evaluate(() => document.visibilityState);
  expect(visibility).toBe('hidden');
  await expect.poll(() => openStreams(member)).toBe(1);

  const session = await holder.createCDPSession();
  const since = Date.now();
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await expect.poll(() => opened.at(-1)?.page !== holder).toBe(true);
  const took = (opened.at(-1)?.at ?? 0) - since;
  note(`the holder is frozen: taken over after ${took} ms`);
  if (isLong) expect(took).toBeLessThan(2_000);

  await command(member, 'connections.add', { app: 'slack', workspace });
  await Promise.all(others.map((page) => page.waitForSelector(rowOf('slack'))));
  await expect.poll(() => openStreams(member)).toBe(1);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await holder.bringToFront();
  await holder.waitForSelector(rowOf('slack'));
  await expect.poll(() => openStreams(member)).toBe(1);
});
