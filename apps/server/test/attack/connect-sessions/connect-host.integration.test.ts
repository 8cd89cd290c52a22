import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aHost, approved, createFor, EndUserBrowser, type Host } from '../../support/connect-session.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf } from '../../support/test-browser.ts';

/** PATCHBAY_CONNECT_URL: the pages for end users have an origin of their own. */
let app: TestApp;
let host: Host;
let connectUrl: string;

beforeAll(async () => {
  app = await startTestApp({ envAt: (port) => ({ PATCHBAY_CONNECT_URL: `http://localhost:${port}` }) });
  host = await aHost(app);
  connectUrl = app.deps.connectUrl;
});
afterAll(() => app[Symbol.asyncDispose]());

const browserAt = (url: string) => new EndUserBrowser({ ...app, url, deps: { ...app.deps, publicUrl: url } });
const statusAt = async (url: string, path: string, method = 'GET') =>
  (await fetch(url + path, { method, redirect: 'manual' })).status;

it('a whole session runs at its own origin, the return from the provider included', async () => {
  const session = await createFor(host, 'alice');
  expect(session.url).toBe(`${connectUrl}/connect/${session.id}#${session.token}`);
  const browser = browserAt(connectUrl);
  const at = await browser.toProvider(session);
  const back = approved(app, at);
  expect(new URL(back).origin).toBe(connectUrl);
  const { data } = await browser.returnFrom(back);
  expect(data?.outcome).toBe('confirming');
  const code = data?.handOver?.code ?? '';
  const { connection } = await host.service.connectSessions.complete.mutate({
    id: session.id,
    code,
    signedInEndUserId: 'alice',
  });
  expect(connection.status).toBe('active');
});

it('the cookies of one origin are not those of the other: a return at the main one activates nothing', async () => {
  const session = await createFor(host, 'bob');
  const browser = browserAt(connectUrl);
  const at = await browser.toProvider(session);
  const { pathname, search } = new URL(approved(app, at));
  const elsewhere = browserAt(app.deps.publicUrl);
  const { data } = await elsewhere.returnFrom(app.deps.publicUrl + pathname + search);
  expect(data?.handOver ?? null).toBeNull();
  expect((await host.admin.trpc.connections.get.query({ id: at.connectionId })).status).toBe('added');
});

it('members connect at the main origin as before', async () => {
  const { connection } = await host.admin.trpc.connections.add.mutate({ app: 'github', label: 'own' });
  const { redirectUrl } = await host.admin.trpc.connections.connect.mutate({ id: connection.id });
  expect(new URL(approved(app, { redirectUrl: redirectUrl ?? '' })).origin).toBe(app.deps.publicUrl);
});

describe('each origin has its own pages and nothing else', () => {
  it.each([
    '/',
    '/w/x',
    '/trpc/session.get',
    '/api/v1/openapi.json',
    '/auth/get-session',
    '/openapi',
    '/docs/',
    '/metrics',
  ])('the connect host has no %s', async (path) => {
    expect(await statusAt(connectUrl, path)).toBe(404);
  });

  it.each(['/healthz', '/readyz', '/connect/window', `/connect/${'A'.repeat(22)}`])(
    'the connect host has %s',
    async (path) => {
      expect(await statusAt(connectUrl, path)).toBe(200);
    },
  );

  it('a link to a page at the main origin leads on, and its calls are refused', async () => {
    const answer = await fetch(`${app.deps.publicUrl}/connect/${'A'.repeat(22)}?x=1`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      307,
      `${connectUrl}/connect/${'A'.repeat(22)}?x=1`,
    ]);
    expect(await statusAt(app.deps.publicUrl, '/connect/trpc/open', 'POST')).toBe(404);
  });

  it('a page at the main origin is a foreign one to the connect host', async () => {
    const session = await createFor(host, 'alice');
    const browser = browserAt(connectUrl);
    const open = (origin: string) =>
      browser.connect('open', { id: session.id, token: session.token, as: 'page' }, { origin });
    await expect(open(app.deps.publicUrl)).rejects.toThrow('ORIGIN_FOREIGN');
    await expect(open(connectUrl)).resolves.toMatchObject({ session: { id: session.id } });
  });
});

it('a host that is neither has what the main origin has', async () => {
  expect(await codeOf(host.admin.trpc.connections.list.query())).toBe('ok');
});
