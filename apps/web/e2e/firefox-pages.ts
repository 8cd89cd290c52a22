import type { Page } from 'puppeteer-core';
import { startServer as startServerAt } from './start-server.ts';

/** The parts of the Firefox run besides its pages: a server, and calls as the signed-in person. */
const PORT = Number(process.env.E2E_PORT ?? 3900) + 60;
const URL_OF_SERVER = `http://localhost:${PORT}`;
/** Milliseconds. A page without a free connection stayed empty for a minute. */
export const LONGEST_LOAD = 15_000;
export const PATIENT = { timeout: LONGEST_LOAD };

export const startServer = () => startServerAt(PORT);

export async function load(page: Page, path: string): Promise<number> {
  const since = performance.now();
  await page.goto(URL_OF_SERVER + path, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('h1', PATIENT);
  await page.waitForFunction(() => !document.querySelector('.animate-pulse'), PATIENT);
  return Math.round(performance.now() - since);
}

interface Command {
  path: string;
  input: object;
  /** The workspace of the call; empty if the procedure needs none. */
  workspace?: string;
}

/** Calls a procedure from a page. */
export async function command<Data>(page: Page, { path, input, workspace = '' }: Command): Promise<Data> {
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

export async function signUp(page: Page): Promise<string> {
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

export async function openStreams(): Promise<number> {
  const text = await (await fetch(`${URL_OF_SERVER}/metrics`)).text();
  return Number(/^patchbay_streams_open (\d+)/m.exec(text)?.[1]);
}
