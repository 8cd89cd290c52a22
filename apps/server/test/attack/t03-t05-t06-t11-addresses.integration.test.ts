import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approveUpstream, type Pending, returnAddressOf, standing, startPending } from '../support/attempts.ts';
import { RawClient } from '../support/raw-client.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { codeOf, type TestBrowser } from '../support/test-browser.ts';

/** What an attacker can say by where requests come from and where they say they go. */
let app: TestApp;
let ada: TestBrowser;
let client: RawClient;
let attempt: Pending;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person('Ada Lovelace');
  client = new RawClient(app.url);
});

beforeEach(async () => {
  app.sandbox.control.clearRequests();
  attempt = await startPending(app, ada);
});

afterAll(async () => {
  client[Symbol.dispose]();
  await app[Symbol.asyncDispose]();
});

const cookie = () => [...ada.cookies].map((pair) => pair.join('=')).join('; ');

describe('T3: a flow is planted in another person’s browser', () => {
  it.each(['GET', 'HEAD', 'POST', 'PUT'])('not by %s from another site', async (method) => {
    const body = JSON.stringify({ id: attempt.id });
    const answer = await client.send({
      method,
      path: `/trpc/connections.connect${method === 'GET' ? `?input=${encodeURIComponent(body)}` : ''}`,
      headers: {
        cookie: cookie(),
        'sec-fetch-site': 'cross-site',
        origin: 'https://evil.example',
        'x-patchbay-workspace': ada.workspaceId,
        'content-type': 'application/json',
      },
      ...(method === 'POST' && { body }),
    });
    // 204 is tRPC's answer to a HEAD, which it looks no further at.
    expect(answer.status === 204 || answer.status >= 400).toBe(true);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await ada.trpc.connections.get.query({ id: attempt.id })).attempt?.id).toBe(attempt.attemptId);
  });

  it('not by a sign-in from another site, with or without a cookie of ours', async () => {
    const body = JSON.stringify({ email: ada.user.email, password: 'correct horse' });
    for (const sent of [{}, { cookie: cookie() }]) {
      const headers = { ...sent, 'content-type': 'application/json', origin: 'https://evil.example' };
      const length = { 'content-length': String(body.length) };
      const path = '/auth/sign-in/email';
      const answer = await client.send({ method: 'POST', path, headers: { ...headers, ...length }, body });
      expect(answer.status).toBe(403);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('and nothing in the address of a return becomes a cookie', async () => {
    const path = `/oauth/callback/slack?nonce=${'A'.repeat(43)}&patchbay-attempt-${attempt.attemptId}=planted`;
    expect((await client.send({ path })).headers['set-cookie']).toBeUndefined();
  });
});

describe('T5: a return by another app’s path', () => {
  it.each(['github', 'slack2', 'SLACK', 'slack%00'])('%s is not this app’s', async (slug) => {
    const back = approveUpstream(app, attempt.redirectUrl).replace('/slack?', `/${slug}?`);
    expect(await ada.comeBack(back)).toContain('/return/wrong_app');
    expect(await standing(app, ada, attempt)).toEqual({ status: 'added', reason: 'wrong_app', upstream: 'deleted' });
  });
});

describe('T6: accounts and configs', () => {
  it('are named by no input: a field that would is refused, and nothing is asked', async () => {
    const more = {
      accountId: 'ca_other',
      connected_account_id: 'ca_other',
      authConfigId: 'ac_other',
      workspaceId: 'w',
    };
    const input = { id: attempt.id, ...more };
    expect(await codeOf(ada.trpc.connections.connect.mutate(input))).toBe('INPUT_UNKNOWN_FIELD');
    const sent = JSON.stringify(app.sandbox.control.requests());
    expect(sent).not.toContain('_other');
  });

  it.each([
    ['id', { id: 'ca_other' }],
    ['owner', { user_id: 'another' }],
    ['app', { toolkit: { slug: 'github' } }],
    ['auth config', { auth_config: { id: 'ac_other' } }],
    ['auth config, of which nothing is said,', { auth_config: null }],
  ])('upstream of another %s activate nothing, whatever the provider answers', async (_, lie) => {
    const each = await startPending(app, ada);
    const { authConfigId } = app.sandbox.control.account(each.accountId) ?? {};
    const truth = { id: each.accountId, status: 'ACTIVE', toolkit: { slug: 'slack' }, user_id: ada.workspaceId };
    const body = { ...truth, auth_config: { id: authConfigId }, ...lie };
    const match = { method: 'GET', path: new RegExp(`/connected_accounts/${each.accountId}$`) };
    app.sandbox.control.faults.set([{ match, status: 200, body }]);
    expect(await ada.comeBack(returnAddressOf(app, each))).toContain('/return/wrong_account');
    app.sandbox.control.faults.clear();
    expect(await standing(app, ada, each)).toMatchObject({ status: 'added', upstream: 'deleted' });
  });
});

describe('T11: names of another host', () => {
  const LIES = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };

  it('do not get into the return address that is given to the provider', async () => {
    const headers = {
      ...LIES,
      cookie: cookie(),
      origin: app.url,
      'x-patchbay-workspace': ada.workspaceId,
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ id: attempt.id });
    const answer = await client.send({ method: 'POST', path: '/trpc/connections.connect', headers, body });
    expect(answer.status).toBe(200);
    expect(JSON.stringify(app.sandbox.control.requests())).not.toContain('evil.example');
    expect(answer.body).not.toContain('evil.example');
  });

  it('do not get into where a return is sent on to', async () => {
    const { pathname, search } = new URL(approveUpstream(app, attempt.redirectUrl));
    const answer = await client.send({ path: pathname + search, headers: { ...LIES, cookie: cookie() } });
    expect(answer.headers['location']).toBe(`${app.url}/return/connected?connection=${attempt.id}`);
  });
});

describe('what no person follows', () => {
  it.each([
    ['a scanner’s HEAD', 'HEAD', {}],
    ['a browser’s prefetch', 'GET', { 'sec-purpose': 'prefetch' }],
  ])('uses no nonce up: %s', async (_, method, headers) => {
    const { pathname, search } = new URL(approveUpstream(app, attempt.redirectUrl));
    await client.send({ method, path: pathname + search, headers });
    expect(await ada.comeBack(app.url + pathname + search)).toContain('connected');
  });
});

it('an id of no connection is CONNECTION_UNKNOWN', async () => {
  expect(await codeOf(ada.trpc.connections.get.query({ id: crypto.randomUUID() }))).toBe('CONNECTION_UNKNOWN');
});
