/**
 * The walk of many tabs in Firefox, which Playwright drives only in a build of its own: `npm run test:firefox`. Thirty tabs in
 * two workspaces, thirty loads in one tab, a change that shows in each, a connect from the last one.
 */
import { spawn } from 'node:child_process';
import { type Browser, launch, type Page } from 'puppeteer-core';

const TABS = Number(process.env.PATCHBAY_TABS ?? 30);
const LOADS = Number(process.env.PATCHBAY_LOADS ?? 30);
const PORT = Number(process.env.E2E_PORT ?? 3900) + 60;
const URL_OF_SERVER = `http://localhost:${PORT}`;
const PAGES = ['/applications', '/events', '/settings/general', '/account', '/marketplace'];
/** Milliseconds. A page that got no connection stayed empty for a minute. */
const LONGEST_LOAD = 15_000;

let passed = 0;
let failed = 0;

function check(name: string, holds: boolean): void {
  if (holds) passed += 1;
  else failed += 1;
  process.stdout.write(`${holds ? '✓' : '✘'} ${name}\n`);
}

async function startServer() {
  const env = { ...process.env, PORT: String(PORT), TRUST_PROXY: '1', PATCHBAY_CALLS_PER_MINUTE: '0' };
  const server = spawn(process.execPath, ['e2e/server.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (text: Buffer) => String(text).includes('runs at') && resolve());
    server.on('exit', () => reject(new Error('the server did not start')));
  });
  return server;
}

async function load(page: Page, path: string): Promise<number> {
  const since = performance.now();
  await page.goto(URL_OF_SERVER + path, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('h1', { timeout: LONGEST_LOAD });
  await page.waitForFunction(() => !document.querySelector('.animate-pulse'), { timeout: LONGEST_LOAD });
  return Math.round(performance.now() - since);
}

interface Command {
  path: string;
  input: object;
  /** In which it is called; empty where the procedure needs none. */
  workspace?: string;
}

/** Calls a procedure from a page. */
async function command<Data>(page: Page, { path, input, workspace = '' }: Command): Promise<Data> {
  return (await page.evaluate(
    async (to, body, where) => {
      const headers = { 'content-type': 'application/json', ...(where && { 'x-patchbay-workspace': where }) };
      const answer = await fetch(`/trpc/${to}`, { method: 'POST', headers, body });
      return ((await answer.json()) as { result: { data: unknown } }).result.data;
    },
    path,
    JSON.stringify(input),
    workspace,
  )) as Data;
}

async function signUp(page: Page): Promise<string> {
  await page.goto(`${URL_OF_SERVER}/sign-up`);
  await page.evaluate(async () => {
    const body = JSON.stringify({
      name: 'Ada Lovelace',
      email: `ada-${Date.now()}@example.com`,
      password: 'violet harbour 42 engines',
    });
    const headers = { 'content-type': 'application/json' };
    await fetch('/auth/sign-up/email', { method: 'POST', headers, body });
  });
  return page.evaluate(async () => {
    const answer = (await (await fetch('/trpc/session.get')).json()) as {
      result: { data: { workspace: { id: string } } };
    };
    return answer.result.data.workspace.id;
  });
}

async function openStreams(): Promise<number> {
  const text = await (await fetch(`${URL_OF_SERVER}/metrics`)).text();
  return Number(/^patchbay_streams_open (\d+)/m.exec(text)?.[1]);
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

async function manyTabs(browser: Browser, member: Page, first: string): Promise<Page[]> {
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
  for (const [workspace, pages] of [
    [first, here.pages],
    [second, there.pages],
  ] as const) {
    await command(member, { path: 'connections.add', input: { app: 'slack' }, workspace });
    const since = performance.now();
    await Promise.all(pages.map((page) => page.waitForSelector(row('slack'), { timeout: LONGEST_LOAD })));
    const after = Math.round(performance.now() - since);
    check(`a change was in ${pages.length} tabs after ${after} ms`, after < 1_000);
  }
  const streams = await openStreams();
  check(`the server has ${streams} stream`, streams === 1);
  return there.pages;
}

async function connectIn(browser: Browser, page: Page): Promise<void> {
  await page.bringToFront();
  const opened = new Promise<Page>((resolve) => {
    browser.once('targetcreated', (target) => void target.page().then((window) => window && resolve(window)));
  });
  await page.click(`${row('slack')} [data-button]`);
  const window = await opened;
  const approve = await window.waitForSelector('::-p-text(Approve)', { timeout: LONGEST_LOAD });
  await approve?.click();
  const connected = (selector: string) =>
    document.querySelector(`${selector} [data-testid="status"]`)?.textContent.trim() === 'Connected';
  await page.waitForFunction(connected, { timeout: LONGEST_LOAD }, row('slack'));
  check('a connect started in the last tab ends connected', true);
}

async function manyLoads(page: Page): Promise<void> {
  const took: number[] = [];
  for (let index = 0; index < LOADS; index += 1) took.push(await load(page, PAGES[index % PAGES.length] as string));
  const slowest = Math.max(...took);
  check(`${LOADS} loads in one tab: first ${took[0]} ms, slowest ${slowest} ms`, slowest < LONGEST_LOAD);
}

async function takeover(page: Page, others: Page[]): Promise<void> {
  await page.close();
  const since = performance.now();
  while ((await openStreams()) !== 1 && performance.now() - since < LONGEST_LOAD) await others[0]?.evaluate(() => 1);
  const took = Math.round(performance.now() - since);
  check(`one stream ${took} ms after the first tab had closed`, took < 2_000);
}

const server = await startServer();
try {
  const browser = await launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
  });
  try {
    const member = await browser.newPage();
    const first = await signUp(member);
    await load(member, '/applications');
    const pages = await manyTabs(browser, member, first);
    await connectIn(browser, pages.at(-1) as Page);
    await manyLoads(pages[0] as Page);
    await takeover(member, pages);
  } finally {
    await browser.close();
  }
} catch (error) {
  check(String(error), false);
} finally {
  server.kill('SIGTERM');
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
