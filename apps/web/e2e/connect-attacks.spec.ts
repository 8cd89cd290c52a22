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
import { elsewhere, newPerson } from './fixtures.ts';
import { partitioned } from './partitioned-browser.ts';

/**
 * What is tried against connect sessions (C1, C4, C8 and C11), in browsers with storage partitioning, at the example product, which is
 * of another site than our pages. Ada attacks, Grace is her victim; both are users of the product.
 */
const ADA = { id: 'ada', email: 'ada@northwind.example' };
const GRACE = { id: 'grace', email: 'grace@northwind.example' };

interface Worker {
  hosts: (openerPolicy: string) => Promise<ExampleHost>;
  /** A page of another site, which runs whatever a test evaluates in it. */
  evil: string;
}

const test = base.extend<{ api: string }, Worker>({
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

test.use({ launchOptions: partitioned });
// One after the other: all are about the same two users of one product.
test.describe.configure({ mode: 'default' });

/** A user's browser at the product. */
async function signedIn(browser: Browser, { origin }: ExampleHost, email: string | null): Promise<BrowserContext> {
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
async function linkOf({ request }: BrowserContext, { origin }: ExampleHost): Promise<string> {
  const answer = await request.post(`${origin}/sessions`, { data: {}, headers: { origin } });
  return ((await answer.json()) as { url: string }).url;
}

async function press(place: Page | FrameLocator, app: string, button: RegExp): Promise<void> {
  await place.getByRole('searchbox').fill(app);
  await place.locator(`[data-app="${app}"]`).getByRole('button', { name: button }).click();
}

async function popupFrom(page: Page, open: () => Promise<unknown>): Promise<Page> {
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

const finish = (window: Page, app: string) =>
  FINISH[app]?.(window) ?? Promise.reject(new Error(`how is ${app} connected?`));
const frameIn = (page: Page) => page.frameLocator('patchbay-connect iframe');

/** The two ways of an end user: in a tab, and by a window of a frame. */
const PLACES = {
  tab: async (page: Page, _host: ExampleHost, { url, app }: Given) => {
    await page.goto(url);
    await press(page, app, /^Connect/);
    await finish(page, app);
  },
  frame: async (page: Page, { origin }: ExampleHost, { url, app }: Given) => {
    await page.goto(`${origin}/apps`);
    await expect(frameIn(page).getByTestId('available')).toBeVisible();
    await page.evaluate(
      (given) => Object.assign(document.querySelector('patchbay-connect') ?? {}, { url: given }),
      url,
    );
    await expect(frameIn(page).getByTestId('identity')).toContainText('Ada Lovelace');
    const window = await popupFrom(page, () => press(frameIn(page), app, /^Connect/));
    await finish(window, app);
  },
} as const;

interface Given {
  url: string;
  app: string;
}

/** Neither of the two has anything, here or at the provider, and the history says why. */
async function expectNothing(host: ExampleHost, reason: string): Promise<void> {
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

interface Attack {
  what: string;
  app: string;
  /** As whom Grace's browser is signed in at the product. */
  as: typeof ADA | null;
  places: (keyof typeof PLACES)[];
}

const LINKS: Attack[] = [
  { what: 'her unopened link, and Grace is signed in', app: 'slack', as: GRACE, places: ['tab', 'frame'] },
  {
    what: 'her unopened link, and Grace was signed in as her (login CSRF)',
    app: 'slack',
    as: ADA,
    places: ['tab', 'frame'],
  },
  { what: 'her link, and Grace enters a key', app: 'openai', as: GRACE, places: ['tab', 'frame'] },
  { what: 'her link, to an app without authentication', app: 'hackernews', as: GRACE, places: ['tab', 'frame'] },
];

/** A product with `same-origin` has no windows that talk to it: there, frames say so, and people use the tab. */
const POLICIES = {
  'unsafe-none': ['tab', 'frame'],
  'same-origin-allow-popups': ['frame'],
  'same-origin': ['tab'],
} as const;

for (const [policy, possible] of Object.entries(POLICIES)) {
  test.describe(`C1: on a product with the opener policy ${policy}, Ada sends Grace`, () => {
    for (const { what, app, as, places } of LINKS) {
      for (const place of places.filter((each) => (possible as readonly string[]).includes(each))) {
        test(`${what}: in a ${place}`, async ({ browser, hosts }) => {
          const host = await hosts(policy);
          await host.forget(ADA.id, GRACE.id);
          const [alice, victim] = [
            await signedIn(browser, host, ADA.email),
            await signedIn(browser, host, as?.email ?? null),
          ];
          const url = await linkOf(alice, host);
          await PLACES[place](await victim.newPage(), host, { url, app });
          await expectNothing(host, 'wrong_person');
          await Promise.all([alice.close(), victim.close()]);
        });
      }
    }
  });
}

test.describe('C1: Ada sends Grace', () => {
  let host: ExampleHost;
  let ada: BrowserContext;
  let grace: BrowserContext;
  test.beforeEach(async ({ browser, hosts }) => {
    host = await hosts('unsafe-none');
    await host.forget(ADA.id, GRACE.id);
    [ada, grace] = [await signedIn(browser, host, ADA.email), await signedIn(browser, host, GRACE.email)];
  });
  test.afterEach(() => Promise.all([ada.close(), grace.close()]));

  /** Up to the button that goes to the provider. */
  async function windowOfAda(): Promise<Page> {
    const page = await ada.newPage();
    await page.goto(await linkOf(ada, host));
    await press(page, 'slack', /^Connect/);
    return page;
  }

  test('her unopened link, and Grace is signed out: her product confirms nothing, and Ada gets no code', async () => {
    const url = await linkOf(ada, host);
    await grace.clearCookies();
    const page = await grace.newPage();
    await PLACES.tab(page, host, { url, app: 'slack' });
    await expect(page).toHaveURL(/\?next=sign-in$/);
    expect(new URL(page.url()).search).not.toContain('code');
    const [connection] = await host.connectionsOf(ADA.id);
    expect(connection?.status).toBe('pending');
    expect(await host.historyOf(connection?.id ?? '')).toEqual(['returned', 'connect', 'add']);
    // Her own browser has the session of hers, and learns from it at most that someone has to confirm.
    const own = await ada.newPage();
    await own.goto(url);
    await expect(own.getByRole('heading', { name: 'This page is already open elsewhere' })).toBeVisible();
    await host.forget(ADA.id);
    await expect.poll(() => host.upstreamOf(ADA.id)).toEqual([]);
  });

  test('the link after she has opened it: it is open elsewhere', async () => {
    const url = await linkOf(ada, host);
    const page = await ada.newPage();
    await page.goto(url);
    await expect(page.getByTestId('available')).toBeVisible();
    const theirs = await grace.newPage();
    await theirs.goto(url);
    await expect(theirs.getByRole('heading', { name: 'This page is already open elsewhere' })).toBeVisible();
    expect(await host.connectionsOf(ADA.id)).toEqual([]);
  });

  test('the address of the window: there is nothing in it', async ({ api }) => {
    const page = await grace.newPage();
    await page.goto(`${api}/connect/window`);
    await expect(page.getByTestId('idle')).toBeVisible();
  });

  test('the address at the provider: her browser is not the one that started', async () => {
    const window = await windowOfAda();
    await window.getByRole('button', { name: 'Continue to Slack' }).click();
    await expect(window.getByRole('button', { name: 'Approve' })).toBeVisible();
    const page = await grace.newPage();
    await page.goto(window.url());
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page).toHaveURL(/\/return\/wrong_browser$/);
    await expectNothing(host, 'wrong_browser');
  });

  /** A ticket of Ada's, which no window of hers has redeemed. */
  async function ticketOfAda(api: string): Promise<string> {
    const { pathname, hash } = new URL(await linkOf(ada, host));
    const call = async (name: string, data: object, headers: Record<string, string> = {}) =>
      (
        (await (
          await ada.request.post(`${api}/connect/trpc/${name}`, { data, headers: { origin: host.origin, ...headers } })
        ).json()) as { result: { data: { access: { token: string }; ticket: string } } }
      ).result.data;
    const { access } = await call('open', { id: pathname.split('/').at(-1), token: hash.slice(1), as: 'headless' });
    return (await call('start', { app: 'slack' }, { authorization: `Bearer ${access.token}` })).ticket;
  }

  /** Opens a window of ours from this page, and gives it the ticket. What the page hears is kept in `heard`. */
  async function giveTicket(page: Page, { api, ticket }: { api: string; ticket: string }): Promise<Page> {
    return popupFrom(page, () =>
      page.evaluate(
        ([origin, given]) => {
          const heard: unknown[] = [];
          Object.assign(globalThis, { heard });
          const opened = window.open(`${origin}/connect/window`, '_blank', 'popup');
          addEventListener('message', ({ data }: MessageEvent<{ type?: string }>) => {
            heard.push(data);
            if (data.type === 'window_hello') opened?.postMessage({ patchbay: 1, type: 'ticket', ticket: given }, '*');
          });
        },
        [api, ticket] as const,
      ),
    );
  }
  const heardBy = (page: Page) =>
    page.evaluate(() => JSON.stringify((globalThis as unknown as { heard: unknown }).heard));

  test('a ticket of hers, by a page of her own: the window does not take it', async ({ api, evil }) => {
    const page = await grace.newPage();
    await page.goto(evil);
    const window = await giveTicket(page, { api, ticket: await ticketOfAda(api) });
    await expect(window.getByTestId('idle')).toBeVisible();
    expect(await heardBy(page)).not.toContain('code');
  });

  test('a ticket of hers, by the product’s own page: Grace is asked for there, and is another', async ({ api }) => {
    const page = await grace.newPage();
    await page.goto(`${host.origin}/apps`);
    const window = await giveTicket(page, { api, ticket: await ticketOfAda(api) });
    await expect(window.getByTestId('identity')).toContainText('Ada Lovelace');
    await finish(window, 'slack');
    await expectNothing(host, 'wrong_person');
  });
});

test.describe('C4: a page that is not the session’s', () => {
  let host: ExampleHost;
  let grace: BrowserContext;
  test.beforeEach(async ({ browser, hosts }) => {
    host = await hosts('unsafe-none');
    await host.forget(ADA.id, GRACE.id);
    grace = await signedIn(browser, host, GRACE.email);
  });
  test.afterEach(() => grace.close());

  /** Puts the address into a frame of this page. Answers what the page hears of it within a second of its load. */
  const framed = (page: Page, address: string, sandbox: string | null) =>
    page.evaluate(
      async ([src, rights]) => {
        const heard: unknown[] = [];
        addEventListener('message', ({ data }) => heard.push(data));
        const frame = document.createElement('iframe');
        if (rights !== null) {
          frame.setAttribute('sandbox', rights);
          frame.srcdoc = `<iframe src="${src}"></iframe>`;
        } else frame.src = src;
        document.body.append(frame);
        await new Promise((resolve) => frame.addEventListener('load', resolve));
        for (let times = 0; times < 10; times += 1) {
          frame.contentWindow?.postMessage({ patchbay: 1, type: 'hello' }, '*');
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return JSON.stringify(heard);
      },
      [address, sandbox] as const,
    );

  test('gets no frame of it, and hears nothing', async ({ evil }) => {
    const page = await grace.newPage();
    await page.goto(evil);
    expect(await framed(page, await linkOf(grace, host), null)).toBe('[]');
    await expect(page.frameLocator('iframe').getByTestId('available')).toHaveCount(0);
  });

  test('or of an opaque origin, even inside of the product’s, neither', async () => {
    const page = await grace.newPage();
    await page.goto(`${host.origin}/index.html`);
    expect(await framed(page, await linkOf(grace, host), 'allow-scripts allow-popups')).toBe('[]');
    await expect(page.frameLocator('iframe').frameLocator('iframe').getByTestId('available')).toHaveCount(0);
  });

  test('is not shown a window, a return or the page of another product’s session', async ({ api, evil, hosts }) => {
    const other = await hosts('same-origin-allow-popups');
    const page = await grace.newPage();
    await page.goto(`${other.origin}/index.html`);
    expect(await framed(page, await linkOf(grace, host), null)).toBe('[]');
    await page.goto(evil);
    for (const path of ['/connect/window', '/oauth/callback/slack?nonce=x'])
      expect(await framed(page, api + path, null)).toBe('[]');
  });

  test('but took the opener’s place meanwhile hears no code: it goes to the product', async ({ evil }) => {
    const page = await grace.newPage();
    await page.goto(`${host.origin}/apps`);
    const window = await popupFrom(page, () => page.getByRole('button', { name: 'Connect in a window' }).click());
    await press(window, 'slack', /^Connect/);
    await window.getByRole('button', { name: 'Continue to Slack' }).click();
    await expect(window.getByRole('button', { name: 'Approve' })).toBeVisible();
    await page.goto(evil);
    await page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(globalThis, { heard });
      addEventListener('message', ({ data, source, origin }) => {
        heard.push(data);
        (source as Window).postMessage({ patchbay: 1, type: 'code_taken', flowId: '*' }, origin);
      });
    });
    await window.getByRole('button', { name: 'Approve' }).click();
    await expect(window).toHaveURL(`${host.origin}/apps`);
    await expect(window.locator('#message')).toHaveText('Connected.');
    expect(await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)).toEqual([]);
    expect((await host.connectionsOf(GRACE.id)).map(({ status }) => status)).toEqual(['active']);
  });
});

test('C8: two sessions in two tabs, and a member of the workspace beside them: each is its own', async ({
  browser,
  hosts,
  api,
}) => {
  const host = await hosts('unsafe-none');
  await host.forget(ADA.id, GRACE.id);
  const context = await signedIn(browser, host, GRACE.email);
  const member = newPerson();
  const signedUp = await context.request.post(`${api}/auth/sign-up/email`, {
    data: member,
    headers: { origin: api, ...elsewhere() },
  });
  expect(signedUp.ok()).toBe(true);
  const pages = [await context.newPage(), await context.newPage()];
  for (const page of pages) {
    await page.goto(await linkOf(context, host));
    await expect(page.getByTestId('available')).toBeVisible();
  }
  for (const [page, app] of [
    [pages[1], 'hackernews'],
    [pages[0], 'slack'],
  ] as const) {
    if (!page) continue;
    await press(page, app, /^Connect/);
    await finish(page, app);
    await expect(page.locator('#message')).toHaveText('Connected.');
  }
  const active = (await host.connectionsOf(GRACE.id)).filter(({ status }) => status === 'active');
  expect(active).toHaveLength(2);
  const session = await context.request.get(`${api}/trpc/session.get`);
  expect(await session.text()).toContain(member.email);
  await context.close();
});

test('C11: in a frame, Disconnect opens a window that asks, and disconnects nothing by itself', async ({
  browser,
  hosts,
}) => {
  const host = await hosts('unsafe-none');
  await host.forget(ADA.id, GRACE.id);
  const context = await signedIn(browser, host, GRACE.email);
  const page = await context.newPage();
  await page.goto(`${host.origin}/apps`);
  const frame = frameIn(page);
  const connecting = await popupFrom(page, () => press(frame, 'slack', /^Connect/));
  await finish(connecting, 'slack');
  await expect(frame.locator('[data-app="slack"]')).toHaveAttribute('data-status', 'active');
  const status = async () => (await host.connectionsOf(GRACE.id)).map((each) => each.status);
  const asking = await popupFrom(page, () => press(frame, 'slack', /^Disconnect/));
  await expect(asking.getByTestId('identity')).toContainText('Disconnect your Slack account');
  await asking.close();
  await frame.getByRole('button', { name: 'Cancel' }).click();
  expect(await status()).toEqual(['active']);
  const asked = await popupFrom(page, () => press(frame, 'slack', /^Disconnect/));
  await asked.getByRole('button', { name: 'Disconnect' }).click();
  await expect.poll(status).toEqual(['added']);
  await context.close();
});

test('storage of a frame is partitioned in these browsers, or the tests above would prove less', async ({
  browser,
  hosts,
  api,
}) => {
  const host = await hosts('unsafe-none');
  const context = await signedIn(browser, host, GRACE.email);
  const [top, page] = [await context.newPage(), await context.newPage()];
  await top.goto(`${api}/connect/window`);
  await top.evaluate(() => localStorage.setItem('seen', 'at top level'));
  await page.goto(`${host.origin}/apps`);
  await expect(frameIn(page).getByTestId('available')).toBeVisible();
  const inner = page.frames().find((each) => each.url().startsWith(`${api}/connect/`));
  expect(await inner?.evaluate(() => localStorage.getItem('seen'))).toBeNull();
  await context.close();
});
