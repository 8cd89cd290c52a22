import { type BrowserContext, expect, type Page } from '@playwright/test';
import {
  ADA,
  connectHeadless,
  expectNothing,
  finish,
  frameIn,
  type Given,
  GRACE,
  linkOf,
  popupFrom,
  press,
  signedIn,
  test,
} from './connect-attack-fixtures.ts';
import type { ExampleHost } from './example-host.ts';
import { elsewhere, newPerson } from './fixtures.ts';
import { partitioned } from './partitioned-browser.ts';

/**
 * What is tried against connect sessions (C1, C2, C4, C8 and C11), in browsers with storage partitioning, at the example product, which is
 * of another site than our pages. Ada attacks, Grace is her victim; both are users of the product.
 */
test.use({ launchOptions: partitioned });
// One after the other: all are about the same two users of one product.
test.describe.configure({ mode: 'default' });

/** The ways of an end user: in a tab, and by a window of a frame or of the product's own page. */
const PLACES = {
  'in a tab': async (page: Page, _host: ExampleHost, { url, app }: Given) => {
    await page.goto(url);
    await press(page, app, /^Connect/);
    await finish(page, app);
  },
  'in a frame': async (page: Page, { origin }: ExampleHost, { url, app }: Given) => {
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
  headless: async (page: Page, { origin }: ExampleHost, given: Given) => {
    await page.goto(`${origin}/apps`);
    const window = await connectHeadless(page, given);
    await expect(window.getByTestId('identity')).toContainText('Ada Lovelace');
    await finish(window, given.app);
  },
} as const;

interface Attack {
  what: string;
  app: string;
  /** As whom Grace's browser is signed in at the product. */
  as: typeof ADA;
}

const LINKS: Attack[] = [
  { what: 'her unopened link, and Grace is signed in', app: 'slack', as: GRACE },
  { what: 'her unopened link, and Grace was signed in as her (login CSRF)', app: 'slack', as: ADA },
  { what: 'her link, and Grace enters a key', app: 'openai', as: GRACE },
  { what: 'her link, to an app without authentication', app: 'hackernews', as: GRACE },
];

/** A product with `same-origin` has no windows that talk to it: there, frames say so, and people use the tab. */
const POLICIES: Record<string, (keyof typeof PLACES)[]> = {
  'unsafe-none': ['in a tab', 'in a frame', 'headless'],
  'same-origin-allow-popups': ['in a frame', 'headless'],
  'same-origin': ['in a tab'],
};

for (const [policy, places] of Object.entries(POLICIES)) {
  test.describe(`C1: on a product with the opener policy ${policy}, Ada sends Grace`, () => {
    for (const { what, app, as } of LINKS) {
      for (const place of places) {
        test(`${what}: ${place}`, async ({ browser, hosts }) => {
          const host = await hosts(policy);
          await host.forget(ADA.id, GRACE.id);
          const [alice, victim] = [await signedIn(browser, host, ADA.email), await signedIn(browser, host, as.email)];
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
    await PLACES['in a tab'](page, host, { url, app: 'slack' });
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
    // A browser puts a page of its own, of no origin, in the place of each.
    const shown = page.frames().filter((frame) => frame !== page.mainFrame() && frame.url().startsWith(api));
    expect(shown.map((frame) => frame.url())).toEqual([]);
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

test.describe('headless', () => {
  let host: ExampleHost;
  let ada: BrowserContext;
  let grace: BrowserContext;
  let page: Page;
  test.beforeEach(async ({ browser, hosts }) => {
    host = await hosts('unsafe-none');
    await host.forget(ADA.id, GRACE.id);
    [ada, grace] = [await signedIn(browser, host, ADA.email), await signedIn(browser, host, GRACE.email)];
    page = await grace.newPage();
    await page.goto(`${host.origin}/apps`);
  });
  test.afterEach(() => Promise.all([ada.close(), grace.close()]));

  /** What the product's page brings to its back end. */
  const broughtBy = async (by: Page) => (await by.waitForRequest('**/complete')).postDataJSON() as object;
  const complete = async ({ request }: BrowserContext, data: object) =>
    (await request.post(`${host.origin}/complete`, { data, headers: { origin: host.origin } })).status();
  const statusesOf = async ({ id }: typeof ADA) => (await host.connectionsOf(id)).map(({ status }) => status);

  test('the product’s own buttons connect, and the code is worth nothing in Ada’s browser', async () => {
    await page.getByRole('button', { name: 'Show apps' }).click();
    // By the keyboard: what is above grows while its apps arrive, and a click might meet another button.
    const window = await popupFrom(page, () => page.getByRole('button', { name: 'Connect Slack' }).press('Enter'));
    const brought = broughtBy(page);
    await finish(window, 'slack');
    await expect(page.locator('#message')).toHaveText('Connected.');
    expect(await statusesOf(GRACE)).toEqual(['active']);
    expect(await complete(ada, await brought)).toBe(400);
    expect([await statusesOf(ADA), await statusesOf(GRACE)]).toEqual([[], ['active']]);
    const [connection] = await host.connectionsOf(GRACE.id);
    expect((await host.historyOf(connection?.id ?? '')).filter((event) => event === 'confirmed')).toHaveLength(1);
  });

  test('a code that Ada was given, brought by Grace’s browser: refused, and of no more use to Ada', async () => {
    const own = await ada.newPage();
    await own.goto(`${host.origin}/apps`);
    await own.route('**/complete', (route) => route.abort());
    const brought = broughtBy(own);
    await finish(await connectHeadless(own, { url: await linkOf(ada, host), app: 'slack' }), 'slack');
    expect(await complete(grace, await brought)).toBe(400);
    await expectNothing(host, 'wrong_person');
    expect(await complete(ada, await brought)).toBe(400);
    expect(await statusesOf(ADA)).toEqual(['added']);
  });

  test('the address at the provider, from Ada: Grace’s browser is not the one that started', async () => {
    const own = await ada.newPage();
    await own.goto(`${host.origin}/apps`);
    const window = await connectHeadless(own, { url: await linkOf(ada, host), app: 'slack' });
    await window.getByRole('button', { name: 'Continue to Slack' }).click();
    await expect(window.getByRole('button', { name: 'Approve' })).toBeVisible();
    await page.goto(window.url());
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page).toHaveURL(/\/return\/wrong_browser$/);
    await expectNothing(host, 'wrong_browser');
  });

  test('a link that Ada has used: no window opens, and the page is told so', async () => {
    const url = await linkOf(ada, host);
    const own = await ada.newPage();
    await own.goto(url);
    await expect(own.getByTestId('available')).toBeVisible();
    const failure = page.evaluate(
      async ([link, headless]) => {
        const { openHeadless } = (await import(headless)) as { openHeadless: (url: string) => Promise<unknown> };
        return openHeadless(link).then(
          () => '',
          ({ message }: Error) => message,
        );
      },
      [url, '/headless.js'] as const,
    );
    expect(await failure).toContain('already opened');
    expect(await statusesOf(ADA)).toEqual([]);
  });

  test('a page of another site that has a fresh link: it opens nothing', async ({ evil }) => {
    await page.goto(evil);
    const { pathname, hash, origin } = new URL(await linkOf(ada, host));
    const asked = page.evaluate(
      async ([address, input]) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch(address, { method: 'POST', credentials: 'omit', headers, body: input })).text();
      },
      [
        `${origin}/connect/trpc/open`,
        JSON.stringify({ id: pathname.split('/').at(-1), token: hash.slice(1), as: 'headless' }),
      ] as const,
    );
    expect(await asked).toContain('ORIGIN_FOREIGN');
  });
});

test.describe('C2 and C9: the code and the token of a tab', () => {
  test('the address that Grace came back to is of no use in Ada’s browser', async ({ browser, hosts }) => {
    const host = await hosts('unsafe-none');
    await host.forget(ADA.id, GRACE.id);
    const [ada, grace] = [await signedIn(browser, host, ADA.email), await signedIn(browser, host, GRACE.email)];
    const page = await grace.newPage();
    const cameBack = page.waitForRequest(`${host.origin}/connected?**`);
    await PLACES['in a tab'](page, host, { url: await linkOf(ada, host), app: 'slack' });
    const own = await ada.newPage();
    await own.goto((await cameBack).url());
    await expect(own.locator('#message')).toHaveText(/./);
    await expect(own.locator('#message')).not.toHaveText('Connected.');
    await expectNothing(host, 'wrong_person');
    await Promise.all([ada.close(), grace.close()]);
  });

  test('are in no address, title, referrer or entry of the history, but the code on its way to the product', async ({
    browser,
    hosts,
  }) => {
    const host = await hosts('unsafe-none');
    await host.forget(GRACE.id);
    const grace = await signedIn(browser, host, GRACE.email);
    const page = await grace.newPage();
    const url = await linkOf(grace, host);
    const requests: { url: string; referer: string }[] = [];
    grace.on('request', (request) =>
      requests.push({ url: request.url().split('#')[0] ?? '', referer: request.headers()['referer'] ?? '' }),
    );
    const cameBack = page.waitForRequest(`${host.origin}/connected?**`);
    await PLACES['in a tab'](page, host, { url, app: 'slack' });
    await expect(page.locator('#message')).toHaveText('Connected.');
    const code = new URL((await cameBack).url()).searchParams.get('patchbay_code') ?? 'none';
    const secrets = [new URL(url).hash.slice(1), code];
    const withSecrets = requests
      .filter((request) => secrets.some((secret) => JSON.stringify(request).includes(secret)))
      .map(({ url: address, referer }) => [new URL(address).pathname, referer]);
    expect(withSecrets).toEqual([['/connected', '']]);
    const network = await grace.newCDPSession(page);
    const { entries } = await network.send('Page.getNavigationHistory');
    // What a person typed as an address is the browser's own, and only a test types such a link.
    const kept = entries.map(({ url: address, title }) => ({ address, title }));
    for (const secret of secrets) expect(JSON.stringify(kept)).not.toContain(secret);
    await grace.close();
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
