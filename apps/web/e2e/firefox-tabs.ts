/**
 * Many tabs in Firefox, which Playwright only supports in its own build: `npm run test:firefox`. Thirty tabs in two
 * workspaces, thirty loads in one tab, a change that every tab shows, a connect from each of them.
 */
import { type Browser, launch, type Page } from 'puppeteer-core';
import { command, load, LONGEST_LOAD, openStreams, PATIENT, signUp, startServer } from './firefox-pages.ts';
import { awaitRow, rowTime, slowestRow } from './row-times.ts';

const TABS = Number(process.env.PATCHBAY_TABS ?? 30);
const LOADS = Number(process.env.PATCHBAY_LOADS ?? 30);
const PAGES = ['/applications', '/events', '/settings/general', '/account', '/marketplace'];

let passed = 0;
let failed = 0;

function check(name: string, holds: boolean): void {
  if (holds) passed += 1;
  else failed += 1;
  process.stdout.write(`${holds ? '✓' : '✘'} ${name}\n`);
}

async function openTabs(browser: Browser, count: number) {
  const pages: Page[] = [];
  const took: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const page = await browser.newPage();
    pages.push(page);
    took.push(await load(page, '/applications'));
  }
  return { pages, took };
}

const row = (app: string) => `[data-testid="connection-row"][data-app="${app}"]`;

interface Group {
  workspace: string;
  pages: Page[];
}

async function manyTabs(browser: Browser, member: Page, first: string): Promise<[Group, Group]> {
  const here = await openTabs(browser, Math.ceil(TABS / 2) - 1);
  const { id: second } = await command<{ id: string }>(member, {
    path: 'workspaces.create',
    input: { name: 'Second' },
  });
  await command(member, { path: 'workspaces.switch', input: { id: second } });
  const there = await openTabs(browser, Math.floor(TABS / 2));
  const took = [...here.took, ...there.took];
  check(
    `${took.length + 1} tabs: first ${took[0]} ms, last ${took.at(-1)} ms, slowest ${Math.max(...took)} ms`,
    Math.max(...took) < LONGEST_LOAD,
  );
  const groups: [Group, Group] = [
    { workspace: first, pages: here.pages },
    { workspace: second, pages: there.pages },
  ];
  for (const { workspace, pages } of groups) {
    const after = await timeChange(member, pages, { app: 'slack', workspace });
    check(`a change was in ${pages.length} tabs ${after} ms after it was asked for`, after < 1_000);
  }
  const streams = await openStreams();
  check(`the server has ${streams} stream`, streams === 1);
  return groups;
}

/** Milliseconds until every page has the row of an app that `from` adds. */
async function timeChange(from: Page, pages: Page[], { app, workspace }: { app: string; workspace: string }) {
  await Promise.all(pages.map((page) => page.evaluate(awaitRow, app)));
  const since = Date.now();
  await command(from, { path: 'connections.add', input: { app }, workspace });
  return slowestRow(await Promise.all(pages.map((page) => page.evaluate(rowTime))), since);
}

async function connectIn(browser: Browser, page: Page): Promise<void> {
  await page.bringToFront();
  const opened = new Promise<Page>((resolve) => {
    browser.once('targetcreated', (target) => void target.page().then((window) => window && resolve(window)));
  });
  await page.click(`${row('slack')} [data-button]`);
  const window = await opened;
  const approve = await window.waitForSelector('::-p-xpath(//button[normalize-space()="Approve"])', PATIENT);
  await approve?.click();
  await window.waitForFunction(() => location.pathname === '/return/connected', PATIENT);
  await window.waitForSelector('::-p-text(Slack is connected)', PATIENT);
  await window.close();
  await hasStatus(page, 'Connected');
}

async function hasStatus(page: Page, status: string): Promise<void> {
  const has = (selector: string, text: string) =>
    document.querySelector(`${selector} [data-testid="status"]`)?.textContent.trim() === text;
  await page.waitForFunction(has, PATIENT, row('slack'), status);
}

interface Listed {
  id: string;
  version: number;
  app: { slug: string };
}

/** So that the next tab starts in the same state. */
async function disconnect(page: Page, workspace: string): Promise<void> {
  const { items } = await page.evaluate(async (id) => {
    const answer = await fetch('/trpc/connections.list', { headers: { 'x-patchbay-workspace': id } });
    return ((await answer.json()) as { result: { data: { items: Listed[] } } }).result.data;
  }, workspace);
  const slack = items.find(({ app }) => app.slug === 'slack');
  await command(page, { path: 'connections.disconnect', input: { id: slack?.id, version: slack?.version }, workspace });
  await hasStatus(page, 'Added');
}

async function connectInEach(browser: Browser, groups: Group[]): Promise<void> {
  let connected = 0;
  try {
    for (const { workspace, pages } of groups) {
      for (const page of pages) {
        await connectIn(browser, page);
        await disconnect(page, workspace);
        connected += 1;
      }
    }
  } finally {
    check(`a connect started in each of ${connected} tabs ended on its return page`, connected === TABS - 1);
  }
}

/** In the only tab, which therefore holds the stream each time. */
async function manyLoads(page: Page): Promise<void> {
  const took: number[] = [];
  for (let index = 0; index < LOADS; index += 1) took.push(await load(page, PAGES[index % PAGES.length] as string));
  const slowest = Math.max(...took);
  check(
    `${LOADS} loads in one tab: first ${took[0]} ms, last ${took.at(-1)} ms, slowest ${slowest} ms`,
    slowest < LONGEST_LOAD,
  );
}

/**
 * Firefox keeps no page that holds or waits for a Web Lock, so it loads this one again; in Chromium it comes out of
 * the back/forward cache (tabs.spec.ts). Either way it shows what changed meanwhile.
 */
async function back(page: Page, workspace: string): Promise<void> {
  await load(page, '/applications');
  await load(page, '/account');
  await command(page, { path: 'connections.add', input: { app: 'gmail' }, workspace });
  await page.evaluate(() => history.back());
  await page.waitForSelector(row('gmail'), PATIENT);
  const persisted = await page.evaluate(() => localStorage.getItem('restored') === '1');
  check(`the back button leads to a page that is live (${persisted ? 'kept' : 'loaded again'})`, true);
  check('and there is one stream', await eventually(async () => (await openStreams()) === 1));
}

/** A change made while the tab that holds the stream closes. */
async function takeover(leader: Page, [{ workspace, pages }]: [Group, ...Group[]]): Promise<void> {
  await leader.close();
  const took = await timeChange(pages[0] as Page, pages, { app: 'github', workspace });
  check(`a change was in ${pages.length} tabs ${took} ms after the tab that held the stream had closed`, took < 2_000);
  check('and there is one stream', await eventually(async () => (await openStreams()) === 1));
}

async function eventually(holds: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + LONGEST_LOAD;
  while (performance.now() < end) {
    // The page may be navigating.
    if (await holds().catch(() => false)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

const server = await startServer();
try {
  const browser = await launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
  });
  try {
    const member = await browser.newPage();
    await member.evaluateOnNewDocument(() => {
      addEventListener('pageshow', ({ persisted }) => persisted && localStorage.setItem('restored', '1'));
    });
    const first = await signUp(member);
    await manyLoads(member);
    await back(member, first);
    const groups = await manyTabs(browser, member, first);
    await connectInEach(browser, groups);
    await takeover(member, groups);
  } finally {
    await browser.close();
  }
} catch (error) {
  check(String(error), false);
} finally {
  await server.stop();
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
