/**
 * The states of the connect page, each as a person meets it, for pictures and for what has to hold in all of them. The session, the
 * page and its policies are real; what a session would need days for is put into the server's answers on their way.
 */
import { expect, type Page, type Route } from '@playwright/test';
import type { ConnectCalls } from '@patchbay/contracts';
import type { Host } from './connect-host.ts';

type Calls = { [Name in keyof ConnectCalls]: ConnectCalls[Name]['output'] };

export interface StateOptions {
  page: Page;
  host: Host;
  /** Of the session: its language, its look, and its user. */
  session: { locale: string; theme: Record<string, unknown>; endUser?: { id: string; name: string } };
}

const LATER = '2099-01-01T00:00:00.000Z';

/** The server's answers to this procedure, changed. */
async function change<Name extends keyof Calls>(page: Page, name: Name, by: (output: Calls[Name]) => unknown) {
  await page.route(`**/connect/trpc/${name}`, async (route) => {
    const response = await route.fetch();
    const { result } = (await response.json()) as { result: { data: Calls[Name] } };
    await route.fulfill({ response, json: { result: { data: by(result.data) } } });
  });
}

const fail = (page: Page, name: keyof Calls, errorCode: string) =>
  page.route(`**/connect/trpc/${name}`, (route) =>
    route.fulfill({ status: 409, json: { error: { message: '', code: -32000, data: { errorCode } } } }),
  );

function connection(slug: string, status: string, more: Record<string, unknown> = {}) {
  const name = slug[0]!.toUpperCase() + slug.slice(1);
  const app = { slug, name, logo: null, needsAuth: true, asksFirst: false };
  const id = `00000000-0000-4000-8000-${String(name.length).padStart(12, '0')}`;
  const none = { label: '', reason: null, account: null, attempt: null, connectedAt: null, version: 1 };
  return { id: `${id.slice(0, -4)}${slug.padEnd(4, '0').slice(0, 4)}`, app, status, ...none, ...more };
}

const attempt = (step: string) => ({
  id: '00000000-0000-4000-8000-000000000001',
  step,
  startedAt: LATER,
  expiresAt: LATER,
});
const account = (identity: string) => ({ id: 'ca_1', identity });
const reason = (code: string) => ({ code, detail: null });

const EVERY_STATUS = [
  connection('slack', 'active', { account: account('vera.rubin@example.com') }),
  connection('github', 'active', { account: account('vera-rubin'), attempt: attempt('waiting') }),
  connection('gmail', 'expired', { account: account('vera.rubin@example.com'), reason: reason('grant_revoked') }),
  connection('notion', 'pending', { attempt: attempt('waiting') }),
  connection('asana', 'pending', { attempt: attempt('confirming') }),
  connection('trello', 'added', { reason: reason('denied') }),
];

/** Enough to be searched, and few enough to be checked fast. */
const APPS = ['gmail', 'slack', 'github', 'openai', 'airtable', 'asana', 'box', 'calendly', 'coda', 'clickup'];

const ready = (page: Page) => expect(page.getByTestId('app-list')).toHaveAttribute('data-state', 'ready');

async function open({ page, host, session }: StateOptions, more: Record<string, unknown> = {}): Promise<void> {
  await page.goto(await host.createSession({ apps: APPS, ...session, ...more }));
}

async function list(options: StateOptions, items: unknown[] = []): Promise<void> {
  await change(options.page, 'connections', () => ({ items }));
  await open(options);
  await ready(options.page);
}

/** What a window shows; at top level it is the same page. */
async function window(options: StateOptions, app: string): Promise<void> {
  await open(options, { apps: [app] });
  await ready(options.page);
  await options.page.locator(`[data-app="${app}"] [data-button="connect"]`).click();
  await expect(options.page.getByTestId('window')).toBeVisible();
}

const abort = (route: Route) => route.abort('connectionrefused');

export const STATES = {
  list: (options) => list(options, EVERY_STATUS),
  fresh: (options) => list(options),
  loading: async (options) => {
    await options.page.route('**/connect/trpc/connections', () => undefined);
    await open(options);
    await expect(options.page.getByTestId('loading')).toBeVisible();
  },
  'nothing found': async (options) => {
    await list(options);
    await options.page.getByRole('searchbox').fill('  zzzz  ');
    await expect(options.page.getByTestId('empty')).toBeVisible();
  },
  'nothing offered': async (options) => {
    await change(options.page, 'apps', () => ({ items: [], nextCursor: null }));
    await list(options);
    await expect(options.page.getByTestId('empty')).toBeVisible();
  },
  'not loaded': async (options) => {
    await options.page.route('**/connect/trpc/connections', abort);
    await open(options);
    await expect(options.page.getByRole('alert')).toBeVisible();
  },
  reconnect: async (options) => {
    const expired = EVERY_STATUS[2]!;
    await change(options.page, 'open', ({ session, ...rest }) => ({
      ...rest,
      session: { ...session, connectionId: expired.id },
    }));
    await list(options, [expired]);
  },
  window: (options) => window(options, 'slack'),
  'key form': (options) => window(options, 'openai'),
  'key missing': async (options) => {
    await window(options, 'openai');
    await options.page.locator('form [type=submit]').click();
    await expect(options.page.locator('[aria-invalid=true]')).toHaveCount(1);
  },
  'key refused': async (options) => {
    await window(options, 'openai');
    await options.page.locator('form input').first().fill('invalid key of mine');
    await options.page.locator('form [type=submit]').click();
    await expect(options.page.getByRole('alert')).toBeVisible();
  },
  'two ways': async (options) => {
    await change(options.page, 'redeem', (shown) => ({
      ...shown,
      schemes: [
        { scheme: 'OAUTH2', kind: 'consent', isReady: true, isOwn: false, fields: [], hintUrl: null, scopes: [] },
        ...shown.schemes,
      ],
    }));
    await window(options, 'openai');
  },
  'not set up': async (options) => {
    await change(options.page, 'redeem', (shown) => ({
      ...shown,
      schemes: shown.schemes.map((each) => ({ ...each, isReady: false })),
    }));
    await window(options, 'slack');
  },
  disconnect: async (options) => {
    await change(options.page, 'redeem', (shown) => ({
      ...shown,
      account: 'vera.rubin@example.com',
      flow: { ...shown.flow, action: 'disconnect' },
    }));
    await window(options, 'slack');
  },
  declined: async (options) => {
    await window(options, 'slack');
    await options.page.locator('[data-testid=window] .primary').click();
    await options.page.getByRole('button', { name: 'Deny' }).click();
    await expect(options.page.getByTestId('connect-return')).toBeVisible();
  },
  'ended meanwhile': async (options) => {
    await fail(options.page, 'connections', 'CONNECT_SESSION_ENDED');
    await open(options);
    await expect(options.page.getByTestId('unopened')).toBeVisible();
  },
  ended: async (options) => {
    await fail(options.page, 'open', 'CONNECT_SESSION_ENDED');
    await open(options);
    await expect(options.page.getByTestId('unopened')).toBeVisible();
  },
  unknown: async ({ page }) => {
    await page.goto(`/connect/${'A'.repeat(22)}#${'A'.repeat(43)}`);
    await expect(page.getByTestId('unopened')).toBeVisible();
  },
  'opened elsewhere': async (options) => {
    for (const name of ['open', 'session'] as const) await fail(options.page, name, 'CONNECT_SESSION_OPENED');
    await open(options);
    await expect(options.page.getByTestId('unopened')).toBeVisible();
  },
  lost: async ({ page }) => {
    await page.goto(`/connect/${'A'.repeat(22)}`);
    await expect(page.getByTestId('unopened')).toBeVisible();
  },
  offline: async (options) => {
    await options.page.route('**/connect/trpc/open', abort);
    await open(options);
    await expect(options.page.getByTestId('unopened')).toBeVisible();
  },
  'idle window': async ({ page }) => {
    await page.goto('/connect/window');
    await expect(page.getByTestId('idle')).toBeVisible();
  },
  'frame, another window': async (options) => {
    const frame = await inFrame(options);
    await Promise.all([
      options.page.context().waitForEvent('page'),
      frame.locator('[data-app="slack"] [data-button="connect"]').click(),
    ]);
    await expect(frame.getByTestId('flow')).toHaveAttribute('data-state', 'started');
    await options.page.bringToFront();
  },
  'frame, confirming': async (options) => {
    await change(options.page, 'start', (given) => ({ ...given, flow: { ...given.flow, state: 'confirming' } }));
    await change(options.page, 'flow', (given) => ({ ...given, flow: { ...given.flow, state: 'confirming' } }));
    const frame = await inFrame(options);
    await frame.locator('[data-app="slack"] [data-button="connect"]').click();
    await expect(frame.getByTestId('flow')).toHaveAttribute('data-state', 'confirming');
    await options.page.bringToFront();
  },
  'frame, blocked': async (options) => {
    await options.page.addInitScript(() => (globalThis.open = () => null));
    const frame = await inFrame(options);
    await frame.locator('[data-app="slack"] [data-button="connect"]').click();
    await expect(frame.getByTestId('blocked')).toBeVisible();
  },
} satisfies Record<string, (options: StateOptions) => Promise<void>>;

async function inFrame({ page, host, session }: StateOptions) {
  await page.route('**/session', async (route) =>
    route.fulfill({ body: await host.createSession({ apps: APPS, ...session }) }),
  );
  await page.goto(host.origin);
  await page.locator('#frame').click();
  const frame = page.frameLocator('patchbay-connect iframe');
  await expect(frame.getByTestId('app-list')).toHaveAttribute('data-state', 'ready');
  return frame;
}
