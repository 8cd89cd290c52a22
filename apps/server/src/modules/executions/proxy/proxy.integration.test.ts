import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connected } from '../../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../../test/support/test-browser.ts';
import { KeyBrowser, newService } from '../../../../test/support/test-service.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import type { ProxyRule } from './proxy-rule.entity.ts';

let app: TestApp;
let ada: TestBrowser;
let service: Awaited<ReturnType<typeof newService>>;
let id: string;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  app.sandbox.control.faults.clear();
  ada = await app.person('Ada Lovelace');
  ({ id } = await connected(app, ada));
  service = await newService(ada, ['connections:proxy', 'connections:read']);
  app.sandbox.control.clearRequests();
});

afterAll(() => app[Symbol.asyncDispose]());

type Request = Parameters<typeof service.connections.proxy.mutate>[0];

const send = (request: Partial<Request> = {}) =>
  service.connections.proxy.mutate({ connectionId: id, method: 'GET', path: '/me', ...request });
const asked = () => app.sandbox.control.requests().filter(({ path }) => path.endsWith('/execute/proxy'));
const log = async () => (await ada.trpc.actions.executions.query({ connectionId: id })).items;
const fail = (fault: object) =>
  app.sandbox.control.faults.set([{ match: { method: 'POST', path: '/tools/execute/proxy' }, ...fault }]);
const answer = (body: object) => fail({ status: 200, body });

async function allow(...rules: ProxyRule[]) {
  const { version } = await ada.trpc.connections.proxyRules.query({ id });
  return ada.trpc.connections.setProxyRules.mutate({ id, version, rules });
}

async function plainHttp(body: string, url = app.url): Promise<Response> {
  const key = await KeyBrowser.of(ada, ['connections:proxy']);
  const headers = { 'content-type': 'application/json', 'x-patchbay-workspace': ada.workspaceId };
  return key.fetch(`${url}/api/connections/proxy`, { method: 'POST', headers, body });
}

const everything: ProxyRule = { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], pathPrefix: '/' };

describe('a request to an app with the credentials of a connection', () => {
  it('is off until an admin allows its method and path', async () => {
    const repo = { path: '/repos/ada/engine' };
    expect(await codeOf(send(repo))).toBe('PROXY_NOT_ALLOWED');
    await allow({ methods: ['GET'], pathPrefix: '/repos/ada' });
    expect(await send(repo)).toMatchObject({ status: 200, data: { path: repo.path }, file: null, replayed: false });
    expect(await codeOf(send({ ...repo, method: 'POST' }))).toBe('PROXY_NOT_ALLOWED');
    expect(await codeOf(send({ path: '/repos/adam' }))).toBe('PROXY_NOT_ALLOWED');
    expect(await codeOf(send({ path: '/repos' }))).toBe('PROXY_NOT_ALLOWED');
    expect(asked()).toHaveLength(1);
  });

  it('goes to the account of the connection, which is always named', async () => {
    await allow(everything);
    await send();
    const { account } = await ada.trpc.connections.get.query({ id });
    expect(asked()[0]?.body).toMatchObject({ connected_account_id: account?.id, endpoint: '/me' });
  });

  it('is for services with the scope alone, and no person may send one', async () => {
    await allow(everything);
    const request = { connectionId: id, method: 'GET', path: '/me' } as const;
    expect(await codeOf(ada.trpc.connections.proxy.mutate(request))).toBe('SERVICES_ONLY');
    const runner = await newService(ada, ['actions:execute', 'connections:write', 'connections:read']);
    expect(await codeOf(runner.connections.proxy.mutate(request))).toBe('SCOPE_MISSING');
    expect(asked()).toEqual([]);
  });

  it('carries query, headers and body, and the app’s status comes back, whatever it is', async () => {
    await allow(everything);
    const request = { method: 'POST', path: '/notes', query: { a: '1&b=2' }, headers: { 'X-Note': 'hi' } } as const;
    const parameters = [
      { name: 'a', value: '1&b=2', type: 'query' },
      { name: 'X-Note', value: 'hi', type: 'header' },
    ];
    const { data } = await send({ ...request, body: { text: 'hello' } });
    expect(data).toEqual({ method: 'POST', path: '/notes', parameters, body: { text: 'hello' } });
    expect(await send({ ...request, body: [1, [2]] })).toMatchObject({ data: { body: [1, [2]] } });
    expect(await send({ path: '/missing' })).toMatchObject({ status: 404, data: { message: 'Not Found' } });
  });

  it('gets the address of a file, where the answer is one', async () => {
    await allow(everything);
    expect(await send({ path: '/file' })).toMatchObject({
      data: null,
      file: { url: expect.stringContaining('/storage/'), contentType: 'image/png', size: 68 },
    });
  });

  it('gets the app’s headers without its cookies, and without those of one hop', async () => {
    await allow(everything);
    const { headers } = await send();
    expect(headers).toEqual({ 'content-type': 'application/json', 'x-ratelimit-remaining': '4999' });
    const odd = { 'SET-Cookie2': 'a', Connection: 'close', 'X-Auth-Token': 'b', 'x-long': 'x'.repeat(9_000) };
    answer({ status: 200, headers: { ...odd, ETag: '"1"', list: ['a'] }, data: 'text' });
    expect(await send()).toMatchObject({ data: 'text', headers: { etag: '"1"' } });
  });

  it('keeps the text of every number, there and back', async () => {
    await allow(everything);
    const body = '{"id":12345678901234567890,"price":1.10,"small":1e-400}';
    const sent = await plainHttp(`{"connectionId":"${id}","method":"POST","path":"/notes","body":${body}}`);
    expect(await sent.text()).toContain(`"body":${body}`);
  });

  it('is in the log by method and path, without query, headers, body and answer', async () => {
    await using chatty = await startTestApp({ beside: app, env: { PATCHBAY_LOG_ARGUMENTS: 'on' } });
    await allow(everything);
    const planted = { query: { token: 'planted' }, headers: { 'x-note': 'planted' }, body: { note: 'planted' } };
    await send({ method: 'POST', path: '/notes', ...planted });
    const request = { connectionId: id, method: 'POST', path: '/notes', ...planted };
    expect((await plainHttp(JSON.stringify(request), chatty.url)).status).toBe(200);
    const items = await log();
    const line = { action: 'POST /notes', status: 'succeeded', arguments: null, actor: { kind: 'service' } };
    expect(items).toMatchObject([line, line]);
    const kept = await executeSql(
      app.deps.orm.em.fork(),
      'select row_to_json(e)::text as line from action_executions e',
    );
    expect(JSON.stringify(kept)).not.toContain('planted');
    await send({ path: '/missing' });
    expect((await log())[0]).toMatchObject({ status: 'failed', error: 'the app answered with status 404' });
  });
});

describe('what a request may not be', () => {
  it.each<[string, object]>([
    ['a path that climbs', { path: '/repos/../admin' }],
    ['a path that climbs by escapes', { path: '/repos/%2e%2E/admin' }],
    ['a path that climbs once it is decoded twice', { path: '/repos/%252e%252e/admin' }],
    ['an escaped slash', { path: '/repos%2f..%2fadmin' }],
    ['a backslash', { path: '/repos\\..\\admin' }],
    ['parameters of a segment', { path: '/repos;x=1/ada' }],
    ['letters that are dots once they are normalized', { path: '/repos/%EF%BC%8E%EF%BC%8E/admin' }],
    ['another host', { path: '//evil.example/x' }],
    ['a whole address', { path: 'https://evil.example/x' }],
    ['a query in the path', { path: '/repos?x=1' }],
    ['a fragment in the path', { path: '/repos#x' }],
    ['no path', { path: '' }],
    ['a method in lower case', { method: 'get' }],
    ['a method that is none', { method: 'TRACE' }],
    ['a method by query', { query: { _method: 'DELETE' } }],
    ['a method by header', { headers: { 'X-HTTP-Method-Override': 'DELETE' } }],
    ['credentials of the caller', { headers: { aUTHORIZATION: 'Bearer x' } }],
    ['a cookie', { headers: { Cookie: 'a=b' } }],
    ['a key', { headers: { 'X-Api-Key': 'x' } }],
    ['another person of the same team', { headers: { 'Dropbox-API-Select-User': 'x' } }],
    ['another host by header', { headers: { Host: 'evil.example' } }],
    ['a length by header', { headers: { 'Transfer-Encoding': 'chunked' } }],
    ['a second line in a header', { headers: { 'x-a': 'b\r\nx-c: d' } }],
    ['a second line in the name of a header', { headers: { 'x-a\r\nx-b': 'c' } }],
    ['the same header twice', { headers: { 'x-a': 'b', 'X-A': 'c' } }],
    ['a header that is a number', { headers: { 'x-a': 1 } }],
    ['another type of body', { headers: { 'Content-Type': 'multipart/form-data' } }],
    ['too many headers', { headers: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`x-${n}`, 'a'])) }],
    ['too much query', { query: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`q${n}`, 'a'])) }],
    ['a body with GET', { body: {} }],
    ['a body that is a text', { method: 'POST', body: 'text' }],
    ['a body that is too large', { method: 'POST', body: { text: 'x'.repeat(200_001) } }],
    ['a field of the provider’s own', { binary_body: { url: 'https://evil.example' } }],
  ])('%s', async (_, more) => {
    await allow(everything);
    const answered = await plainHttp(JSON.stringify({ connectionId: id, method: 'GET', path: '/repos', ...more }));
    expect([answered.status, await answered.text()]).toEqual([
      400,
      expect.stringMatching(/INPUT_(INVALID|UNKNOWN_FIELD)/),
    ]);
    expect(asked()).toEqual([]);
  });

  it('a rule with a path that is not plain', async () => {
    for (const pathPrefix of ['/..', '', 'repos', '/%2e%2e', '//x', '/a;b']) {
      expect(await codeOf(allow({ methods: ['GET'], pathPrefix }))).toBe('INPUT_INVALID');
    }
  });

  it('one with a connection that is not active, or whose access has ended', async () => {
    await allow(everything);
    const { account } = await ada.trpc.connections.get.query({ id });
    app.sandbox.control.setAccountStatus(account?.id ?? '', 'EXPIRED', 'refresh token expired');
    expect(await codeOf(send())).toBe('GRANT_ENDED');
    expect(await codeOf(send())).toBe('CONNECTION_NOT_ACTIVE');
    expect(asked()).toHaveLength(1);
  });

  it('one with an app that needs no account: the provider would choose one', async () => {
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'hackernews' });
    await ada.trpc.connections.connect.mutate({ id: connection.id });
    const { version } = await ada.trpc.connections.proxyRules.query({ id: connection.id });
    await ada.trpc.connections.setProxyRules.mutate({ id: connection.id, version, rules: [everything] });
    expect(await codeOf(send({ connectionId: connection.id }))).toBe('CONNECTION_NOT_ACTIVE');
    expect(asked()).toEqual([]);
  });

  it('one of another workspace: its key and its admin meet what random ids meet', async () => {
    await allow(everything);
    const bob = await app.person('Bob');
    const theirs = await newService(bob, ['connections:proxy', 'connections:read']);
    const request = { connectionId: id, method: 'GET', path: '/me' } as const;
    expect(await codeOf(theirs.connections.proxy.mutate(request))).toBe('CONNECTION_UNKNOWN');
    expect(await codeOf(theirs.connections.proxyRules.query({ id }))).toBe('CONNECTION_UNKNOWN');
    const rules = { id, version: 1, rules: [everything] };
    expect(await codeOf(bob.trpc.connections.setProxyRules.mutate(rules))).toBe('CONNECTION_UNKNOWN');
    expect(asked()).toEqual([]);
  });
});

describe('the rules', () => {
  it('are an admin’s to set: no member and no key may', async () => {
    const grace = await (await app.person('Grace Hopper')).join(ada, 'member');
    const { version } = await ada.trpc.connections.proxyRules.query({ id });
    const rules = { id, version, rules: [everything] };
    expect(await codeOf(grace.trpc.connections.setProxyRules.mutate(rules))).toBe('FORBIDDEN');
    expect(await codeOf(service.connections.setProxyRules.mutate(rules))).toBe('KEY_NOT_ALLOWED');
    expect(await service.connections.proxyRules.query({ id })).toEqual({ rules: [], version });
  });

  it('are replaced by the version that was seen, and a change is in the history', async () => {
    const { version } = await allow(everything);
    const older = { id, version: version - 1, rules: [] };
    expect(await codeOf(ada.trpc.connections.setProxyRules.mutate(older))).toBe('CONNECTION_CHANGED');
    expect((await ada.trpc.connections.history.query({ id })).items[0]).toMatchObject({ event: 'proxy_rules_changed' });
    await allow();
    expect(await codeOf(send())).toBe('PROXY_NOT_ALLOWED');
  });

  it('stay with a disconnect, and end with the connection', async () => {
    await allow(everything);
    await ada.trpc.connections.disconnect.mutate({ id });
    expect((await ada.trpc.connections.proxyRules.query({ id })).rules).toEqual([everything]);
    await ada.trpc.connections.remove.mutate({ id });
    expect(
      await executeSql(app.deps.orm.em.fork(), 'select 1 from proxy_rules where connection_id = $1', [id]),
    ).toEqual([]);
  });
});

describe('what goes wrong on the way', () => {
  beforeEach(() => allow(everything));

  it('is told as it is with actions: not sent, or not known whether it was', async () => {
    fail({ status: 503 });
    expect(await codeOf(send())).toBe('EXECUTION_UNCERTAIN');
    fail({ status: 403 });
    expect(await codeOf(send())).toBe('PROVIDER_FORBIDDEN');
    answer({ status: 'strange' });
    expect(await codeOf(send())).toBe('EXECUTION_UNCERTAIN');
    expect((await log()).map(({ status }) => status)).toEqual(['uncertain', 'refused', 'uncertain']);
  });

  it('is told as too much, where the app answers more than a mebibyte, and again for the same key', async () => {
    answer({ status: 200, headers: {}, data: 'x'.repeat(1_100_000) });
    expect(await codeOf(send({ idempotencyKey: 'big' }))).toBe('ANSWER_TOO_LARGE');
    app.sandbox.control.faults.clear();
    expect(await codeOf(send({ idempotencyKey: 'big' }))).toBe('ANSWER_TOO_LARGE');
    expect(asked()).toHaveLength(1);
  });

  it('is checked with the provider, where the app says that access has ended', async () => {
    const { account } = await ada.trpc.connections.get.query({ id });
    app.sandbox.control.setAccountStatus(account?.id ?? '', 'EXPIRED', 'refresh token expired');
    answer({ status: 401, headers: {}, data: { message: 'Bad credentials' } });
    expect(await send()).toMatchObject({ status: 401, data: { message: 'Bad credentials' } });
    expect((await ada.trpc.connections.get.query({ id })).status).toBe('expired');
  });
});

describe('with an idempotency key', () => {
  beforeEach(() => allow(everything));

  it('a request is sent once, and a repeat gets the same answer, whatever was allowed since', async () => {
    const first = await send({ path: '/missing', idempotencyKey: 'one' });
    await allow();
    expect(await send({ path: '/missing', idempotencyKey: 'one' })).toEqual({ ...first, replayed: true });
    expect(asked()).toHaveLength(1);
  });

  it('another request, or an action, may not have the same key', async () => {
    await send({ idempotencyKey: 'one' });
    expect(await codeOf(send({ idempotencyKey: 'one', query: { a: 'b' } }))).toBe('IDEMPOTENCY_KEY_REUSED');
    const action = { connectionId: id, action: 'SLACK_SEND_MESSAGE', arguments: { channel: 'c', text: 't' } };
    expect(await codeOf(ada.trpc.actions.execute.mutate({ ...action, idempotencyKey: 'one' }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('a request is sent once also by many at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => send({ idempotencyKey: 'many' })));
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(asked()).toHaveLength(1);
  });
});
