import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connected } from '../support/connect.ts';
import { historyOf, type Pending, returnAddressOf, startPending } from '../support/attempts.ts';
import { CASES, LONG, SEED } from '../support/cases.ts';
import { inLanes, RawClient } from '../support/raw-client.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

/**
 * T7, T9 and T10 by generators: returns with forged answers, twisted nonces and addresses to be sent on to. None activates
 * anything, none is sent anywhere but to a page of our own, none is a 5xx.
 */
let app: TestApp;
let ada: TestBrowser;
let mallory: TestBrowser;
let open: Pending;
let foreign: Pending;
let client: RawClient;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person('Ada Lovelace');
  mallory = await app.person('Mallory');
  await connected(app, mallory, 'github');
  open = await startPending(app, ada);
  foreign = await startPending(app, mallory);
  client = new RawClient(app.url);
});

afterAll(async () => {
  client[Symbol.dispose]();
  await app[Symbol.asyncDispose]();
});

const nonceOf = (attempt: Pending) => new URL(returnAddressOf(app, attempt)).searchParams.get('nonce') ?? '';

/** A nonce that is nearly right. */
function twisted(nonce: string): fc.Arbitrary<string> {
  const at = fc.nat(nonce.length - 1);
  const letter = fc.stringMatching(/^[A-Za-z0-9_-]$/);
  return fc.oneof(
    fc.tuple(at, letter).map(([index, other]) => nonce.slice(0, index) + other + nonce.slice(index + 1)),
    at.map((index) => nonce.slice(0, index)),
    fc.string({ maxLength: 20 }).map((more) => nonce + more),
    at.map((index) => nonce.slice(index) + nonce.slice(0, index)),
    fc.constantFrom(nonce.toUpperCase(), nonce.toLowerCase(), ` ${nonce}`, `${nonce}\0`, `${nonce}=`, '', 'undefined'),
    fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    fc.string({ maxLength: 200 }),
  );
}

const ADDRESSES = [
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '/%0d%0aLocation:%20https://evil.example',
  '/\r\nLocation: https://evil.example',
  'http://localhost@evil.example',
  '/..//evil.example',
  '/%2f/evil.example',
  '\t//evil.example',
  '/return/connected',
];
const STEERING = [
  'returnTo',
  'return_to',
  'redirect',
  'redirect_uri',
  'next',
  'callback_url',
  'url',
  'state',
  'appName',
];

const steering = fc.tuple(fc.constantFrom(...STEERING), fc.oneof(fc.constantFrom(...ADDRESSES), fc.webUrl()));

function claims(accountId: string): fc.Arbitrary<[string, string]> {
  return fc.oneof(
    fc.tuple(fc.constant('status'), fc.constantFrom('success', 'active', 'ACTIVE', 'ok', '__proto__')),
    fc.tuple(
      fc.constantFrom('connected_account_id', 'connectedAccountId', 'accountId', 'id', 'workspaceId', 'userId'),
      fc.oneof(fc.constant(accountId), fc.string({ maxLength: 40 })),
    ),
    fc.tuple(fc.constant('session_uri'), fc.string({ maxLength: 60 })),
    steering,
  );
}

const pathOf = fc.oneof(
  { weight: 5, arbitrary: fc.constant('/oauth/callback/slack') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/oauth/callback/github', '/oauth/callback/__proto__', '/oauth/callback/%00'),
  },
  {
    weight: 1,
    arbitrary: fc.string({ minLength: 1, maxLength: 20 }).map((slug) => `/oauth/callback/${encodeURIComponent(slug)}`),
  },
);

function cookiesOf(browser: TestBrowser): string {
  return [...browser.cookies].map((pair) => pair.join('=')).join('; ');
}

/** Looked at as an attacker would: anything but a page of our own that says no. */
function isHarmless(status: number, location: string | undefined): boolean {
  const page = /^\/return\/(?!connected|verifying)[a-z_]+(\?connection=[0-9a-f-]{36})?$/;
  return status === 303 && location?.startsWith(`${app.url}/`) === true && page.test(location.slice(app.url.length));
}

it(
  `accepts none of ${CASES} generated bad returns`,
  async () => {
    const [account] = app.sandbox.control.accounts().filter(({ status }) => status === 'ACTIVE');
    // The nonces are near misses of one that is open in Ada's browser, and the account that is claimed is active.
    const bad = fc.record({
      path: pathOf,
      nonce: fc.oneof(twisted(nonceOf(open)), twisted(nonceOf(foreign))),
      twice: fc.boolean(),
      more: fc.array(claims(account?.id ?? ''), { maxLength: 4 }),
      cookies: fc.constantFrom(cookiesOf(ada), cookiesOf(mallory), ''),
      host: fc.constantFrom('evil.example', new URL(app.url).host),
    });
    const good = new Set([nonceOf(open), nonceOf(foreign)]);
    const cases = fc.sample(bad, { numRuns: CASES, seed: SEED }).filter(({ nonce }) => !good.has(nonce));
    const failures: unknown[] = [];
    await inLanes(cases, 16, async (each) => {
      const pairs: [string, string][] = [['nonce', each.nonce], ...each.more];
      if (each.twice) pairs.push(['nonce', nonceOf(open)]);
      const query = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
      const headers = { cookie: each.cookies, host: each.host, 'x-forwarded-host': 'evil.example' };
      const { status, headers: received, body } = await client.send({ path: `${each.path}?${query}`, headers });
      const reflects = /evil|script|__proto__/.test(body);
      if (!isHarmless(status, received['location'] as string | undefined) || reflects)
        failures.push({ each, status, at: received['location'] });
    });
    expect(failures.slice(0, 5)).toEqual([]);
    expect(cases.length).toBeGreaterThan(CASES * 0.9);
    expect(await historyOf(ada, open.id)).toEqual(['add: none → added', 'connect: added → pending']);
    expect(await historyOf(mallory, foreign.id)).toEqual(['add: none → added', 'connect: added → pending']);
  },
  LONG,
);

it('and the right nonce still works after all of them', async () => {
  const back = app.sandbox.control.approve(new URL(open.redirectUrl).pathname.split('/').at(-1) ?? '') ?? '';
  expect(await ada.comeBack(back)).toBe(`/return/connected?connection=${open.id}`);
});
