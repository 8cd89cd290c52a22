import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Browser,
  type BrowserContext,
  expect,
  type FrameLocator,
  type Page,
  test as base,
} from '@playwright/test';
import { type ExampleHost, startExampleHost } from './example-host.ts';

/** The example product, which is of another site than our pages. Ada attacks, Grace is her victim; both are users of the product. */
export const ADA = { id: 'ada', email: 'ada@northwind.example' };
export const GRACE = { id: 'grace', email: 'grace@northwind.example' };

interface Worker {
  hosts: (openerPolicy: string) => Promise<ExampleHost>;
  /** A page of another site, which runs whatever a test evaluates in it. */
  evil: string;
}

export const test = base.extend<{ api: string }, Worker>({
  api: async ({ baseURL }, use) => use(baseURL ?? ''),
  hosts: [
    async ({ playwright }, use, { project }) => {
      const [started, request] = [new Map<string, Promise<ExampleHost>>(), await playwright.request.newContext()];
      const baseURL = project.use.baseURL ?? '';
      await use((openerPolicy) => {
        const known = started.get(openerPolicy) ?? startExampleHost({ baseURL, request, openerPolicy });
        started.set(openerPolicy, known);
        return known;
      });
      for (const host of started.values()) await (await host).stop();
      await request.dispose();
    },
    { scope: 'worker' },
  ],
  evil: [
    async ({ browserName: _ }, use) => {
      const server: Server = createServer((_req, res) =>
        res.setHeader('content-type', 'text/html').end('<!doctype html><title>Evil</title><h1>Evil</h1>'),
      );
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      server.close().closeAllConnections();
    },
    { scope: 'worker' },
  ],
});

/** A user's browser at the product. */
export async function signedIn(
  browser: Browser,
  { origin }: ExampleHost,
  email: string | null,
): Promise<BrowserContext> {
  // Without more headers: a page that asks headless may send only those that our answers to preflights list.
  const context = await browser.newContext();
  if (email !== null) await signIn(context, origin, email);
  return context;
}

async function signIn({ request }: BrowserContext, origin: string, email: string): Promise<void> {
  const answer = await request.post(`${origin}/sign-in`, { data: { email, password: 'example' }, headers: { origin } });
  expect(answer.ok()).toBe(true);
}

/** The link of a new session, for who is signed in, and bound to this browser. */
export async function linkOf({ request }: BrowserContext, { origin }: ExampleHost): Promise<string> {
  const answer = await request.post(`${origin}/sessions`, { data: {}, headers: { origin } });
  return ((await answer.json()) as { url: string }).url;
}

export async function press(place: Page | FrameLocator, app: string, button: RegExp): Promise<void> {
  await place.getByRole('searchbox').fill(app);
  await place.locator(`[data-app="${app}"]`).getByRole('button', { name: button }).click();
}

export async function popupFrom(page: Page, open: () => Promise<unknown>): Promise<Page> {
  const [popup] = await Promise.all([page.context().waitForEvent('page'), open()]);
  return popup;
}

/** What a person does in the window, according to the app. */
const FINISH: Record<string, (window: Page) => Promise<void>> = {
  slack: async (window) => {
    await window.getByRole('button', { name: 'Continue to Slack' }).click();
    await window.getByRole('button', { name: 'Approve' }).click();
  },
  openai: async (window) => {
    await window.getByRole('textbox', { name: 'API key' }).fill('sk-1234567890');
    await window.getByRole('button', { name: 'Connect' }).click();
  },
  hackernews: (window) => window.getByTestId('window').getByRole('button', { name: 'Connect' }).click(),
};

export const finish = (window: Page, app: string) =>
  FINISH[app]?.(window) ?? Promise.reject(new Error(`how is ${app} connected?`));
export const frameIn = (page: Page) => page.frameLocator('patchbay-connect iframe');

/** The product's page opens this link headless, and gives its back end the code. */
export function connectHeadless(page: Page, { url, app }: Given): Promise<Page> {
  return popupFrom(page, () =>
    page.evaluate(
      async ([link, slug, modules]) => {
        const { openHeadless } = (await import(modules.headless)) as Headless;
        const { post } = (await import(modules.calls)) as Calls;
        const { connect } = await openHeadless(link);
        const complete = ({ sessionId, code }: Code) => post('/complete', { sessionId, code });
        connect(slug)
          .then(complete)
          .catch(({ message }: Error) => Object.assign(globalThis, { failed: message }));
      },
      [url, app, { headless: '/headless.js', calls: '/calls.js' }] as const,
    ),
  );
}

interface Code {
  sessionId: string;
  code: string;
}

/** Scripts of the product's page. */
interface Headless {
  openHeadless: (url: string) => Promise<{ connect: (app: string) => Promise<Code> }>;
}
interface Calls {
  post: (path: string, body: object) => Promise<unknown>;
}

export interface Given {
  url: string;
  app: string;
}

/** Neither of the two has anything, here or at the provider, and the history says why. */
export async function expectNothing(host: ExampleHost, reason: string): Promise<void> {
  const connections = async () => [...(await host.connectionsOf(ADA.id)), ...(await host.connectionsOf(GRACE.id))];
  await expect
    .poll(async () => (await connections()).map(({ status, reason: why }) => `${status} ${why?.code}`), {
      timeout: 15_000,
    })
    .toEqual([`added ${reason}`]);
  for (const { id } of await connections()) {
    const history = await host.historyOf(id);
    expect(history[0]).toBe('refused');
    expect(history).not.toContain('confirmed');
  }
  await expect.poll(() => host.upstreamOf(ADA.id), { timeout: 15_000 }).toEqual([]);
  expect(await host.upstreamOf(GRACE.id)).toEqual([]);
}
