import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, type TestBrowser } from '../support/test-browser.ts';
import { RawClient } from '../support/raw-client.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** The list "Web and API edges": how much, how often, and from whom. */
let app: TestApp;
let ada: TestBrowser;
let grace: TestBrowser;
let client: RawClient;
const PER_MINUTE = 40;

beforeAll(async () => {
  app = await startTestApp({ catalog: false, env: { PATCHBAY_CALLS_PER_MINUTE: PER_MINUTE } });
  ada = await app.person('Ada Lovelace');
  grace = await app.person('Grace Hopper');
  client = new RawClient(app.url);
});

afterAll(async () => {
  client[Symbol.dispose]();
  await app[Symbol.asyncDispose]();
});

const nextMinute = () => app.clock.advance(60_000);
const cookieOf = (browser: TestBrowser) => [...browser.cookies].map((pair) => pair.join('=')).join('; ');

describe('too many calls', () => {
  it('of one person are RATE_LIMITED, with the seconds to wait, and no other person’s', async () => {
    nextMinute();
    for (let calls = 0; calls < PER_MINUTE; calls += 1) await ada.trpc.workspaces.list.query();
    const answer = await ada.fetch('/trpc/workspaces.list');
    expect(answer.status).toBe(429);
    expect(await answer.text()).toContain('"errorCode":"RATE_LIMITED"');
    const wait = Number(answer.headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await codeOf(grace.trpc.workspaces.list.query())).toBe('ok');
    app.clock.advance(wait * 1000);
    expect(await codeOf(ada.trpc.workspaces.list.query())).toBe('ok');
  });

  it('are counted one by one inside batches', async () => {
    nextMinute();
    const batch = `/trpc/${Array.from({ length: 10 }, () => 'workspaces.list').join(',')}?batch=1&input={}`;
    const codes: string[] = [];
    for (let batches = 0; batches < 5; batches += 1) codes.push(await (await ada.fetch(batch)).text());
    const limited = codes.map((text) => text.match(/RATE_LIMITED/g)?.length ?? 0);
    expect(limited).toEqual([0, 0, 0, 0, 10]);
  });

  it('of a person who is signed out are counted by address, whatever address they claim', async () => {
    nextMinute();
    const statuses: number[] = [];
    for (let calls = 0; calls <= PER_MINUTE; calls += 1) {
      const headers = { 'x-forwarded-for': `10.0.0.${calls}`, 'x-patchbay-address': `10.0.0.${calls}` };
      statuses.push((await client.send({ path: '/trpc/workspaces.list', headers })).status);
    }
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([401]));
    expect(statuses.at(-1)).toBe(429);
  });

  it('of unknown returns too, which a person is told on a page', async () => {
    nextMinute();
    const path = `/oauth/callback/slack?nonce=${'A'.repeat(43)}`;
    const pages: unknown[] = [];
    for (let calls = 0; calls <= PER_MINUTE; calls += 1) pages.push((await client.send({ path })).headers['location']);
    expect(pages.at(-2)).toBe(`${app.url}/return/unknown`);
    expect(pages.at(-1)).toBe(`${app.url}/return/rate_limited`);
  });
});

describe('what a page of another site makes a browser send', () => {
  const images = Array.from({ length: 65 }, () => `/trpc/${Array(10).fill('session.get').join(',')}?batch=1`);
  const asImage = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };

  it('65 images used up the limit of everyone behind the address: they are refused before they are counted', async () => {
    nextMinute();
    for (const path of images) expect((await client.send({ path, headers: asImage })).status).toBe(403);
    expect((await client.send({ path: '/trpc/session.get' })).status).toBe(200);
    expect(await codeOf(ada.trpc.session.get.query())).toBe('ok');
  });

  it.each(['/trpc/session.get', '/api/connections/list', '/auth/get-session'])('is refused at %s', async (path) => {
    nextMinute();
    for (const site of ['cross-site', 'same-site']) {
      const answer = await client.send({ path, headers: { 'sec-fetch-site': site } });
      expect([answer.status, answer.body]).toEqual([403, expect.stringContaining('ORIGIN_FOREIGN')]);
    }
    for (const site of ['same-origin', 'none']) {
      expect((await client.send({ path, headers: { 'sec-fetch-site': site } })).status).not.toBe(403);
    }
  });
});

describe('an address whose anonymous limit is used up', () => {
  it('locked out those who are signed in there; it does not', async () => {
    nextMinute();
    for (let calls = 0; calls <= PER_MINUTE; calls += 1) await client.send({ path: '/trpc/session.get' });
    expect((await client.send({ path: '/trpc/session.get' })).status).toBe(429);
    expect(await codeOf(ada.trpc.session.get.query())).toBe('ok');
    expect(await codeOf(ada.trpc.workspaces.list.query())).toBe('ok');
  });

  it('and the calls of one person are one sum, with and without a policy', async () => {
    nextMinute();
    for (let calls = 0; calls < PER_MINUTE; calls += 2) {
      await ada.trpc.session.get.query();
      await ada.trpc.workspaces.list.query();
    }
    expect(await codeOf(ada.trpc.session.get.query())).toBe('RATE_LIMITED');
    expect(await codeOf(grace.trpc.session.get.query())).toBe('ok');
  });
});

describe('too much', () => {
  it('of a body is BODY_TOO_LARGE, before it is read', async () => {
    nextMinute();
    for (const path of ['/trpc/workspaces.create', '/auth/sign-in/email']) {
      const body = JSON.stringify({ name: 'x'.repeat(300_000) });
      const headers = { 'content-type': 'application/json', origin: app.url, 'content-length': String(body.length) };
      const signed = { ...headers, cookie: cookieOf(ada) };
      const answer = await client.send({ method: 'POST', path, headers: signed, body });
      expect(answer.status).toBe(413);
      expect(answer.body).toContain('BODY_TOO_LARGE');
    }
  });

  it('of a body without a length is refused where bodies are not counted', async () => {
    const headers = { 'content-type': 'application/json', origin: app.url, 'transfer-encoding': 'chunked' };
    const answer = await client.send({ method: 'POST', path: '/auth/sign-in/email', headers, body: '{}' });
    expect(answer.status).toBe(413);
  });

  it('in a batch is refused', async () => {
    nextMinute();
    const batch = (calls: number) => `/trpc/${Array.from({ length: calls }, () => 'session.get').join(',')}?batch=1`;
    expect((await client.send({ path: batch(10) })).status).toBe(200);
    expect((await client.send({ path: batch(11) })).status).toBe(400);
  });
});

describe('T18: the windows', () => {
  it('of a flow keep their own browsing context, are framed by no page, and tell no other page where they were', async () => {
    nextMinute();
    for (const path of ['/return/connected', `/oauth/callback/slack?nonce=${'A'.repeat(43)}`, '/']) {
      const { headers } = await client.send({ path, headers: { cookie: cookieOf(ada), accept: 'text/html' } });
      expect(headers['cross-origin-opener-policy']).toBe('same-origin-allow-popups');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });

  it('carry nothing that another page could read: no answer allows another origin', async () => {
    for (const path of ['/trpc/session.get', '/auth/get-session', '/healthz']) {
      const headers = { origin: 'https://evil.example', cookie: cookieOf(ada) };
      const answer = await client.send({ path, headers });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      const preflight = await client.send({
        method: 'OPTIONS',
        path,
        headers: {
          ...headers,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});

describe('cookies', () => {
  it('are closed to scripts and to other sites', async () => {
    const login = { email: ada.user.email, password: 'correct horse' };
    const init = { method: 'POST', body: JSON.stringify(login), headers: { 'content-type': 'application/json' } };
    const answer = await ada.fetch('/auth/sign-in/email', init);
    const lines = answer.headers.getSetCookie();
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/i);
  });
});
