import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../test/support/test-app.ts';
import type { TestBrowser } from '../test/support/test-browser.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
  ada = await app.person();
});

afterAll(() => app[Symbol.asyncDispose]());

const json = { 'content-type': 'application/json' };
const rename = (headers: Record<string, string>, body = '{"name":"Renamed"}') =>
  ada.fetch('/trpc/workspaces.rename', {
    method: 'POST',
    body,
    headers: { 'x-patchbay-workspace': ada.workspaceId, ...headers },
  });

const errorCodeOf = async (answer: Response) => JSON.stringify(await answer.json());

describe('a change', () => {
  it('is accepted from our own pages', async () => {
    expect((await rename(json)).status).toBe(200);
    expect((await rename({ ...json, 'sec-fetch-site': 'same-origin', origin: 'http://odd.example' })).status).toBe(200);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighboring subdomain', { 'sec-fetch-site': 'same-site' }],
    ['an origin that only begins alike', { origin: 'http://127.0.0.1.evil.example' }],
    ['a page without an origin', { origin: 'null' }],
  ])('is refused from %s', async (_, headers) => {
    const answer = await rename({ ...json, ...(headers as Record<string, string>) });
    expect(answer.status).toBe(403);
    expect(await errorCodeOf(answer)).toContain('ORIGIN_FOREIGN');
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])(
    'is refused as %s, which a form could send',
    async (type) => {
      expect(await errorCodeOf(await rename({ 'content-type': type }))).toContain('MEDIA_TYPE_UNSUPPORTED');
    },
  );

  it('is limited in size', async () => {
    const answer = await rename(json, JSON.stringify({ name: 'x'.repeat(300_000) }));
    expect(answer.status).toBe(413);
  });

  it('is never made by a GET', async () => {
    const answer = await ada.fetch('/trpc/workspaces.rename?input=%7B%22name%22%3A%22x%22%7D');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('bad input', () => {
  it('is answered with the invalid fields', async () => {
    const answer = await rename(json, '{"name":""}');
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as { error: { data: Record<string, unknown> } };
    expect(error.data).toMatchObject({ errorCode: 'INPUT_INVALID', fields: { name: expect.any(String) } });
  });

  it.each(['{', 'null', '[]', '"x"', '{"name":{"$ne":null}}', '{"__proto__":{"name":"x"}}'])(
    '%s is a 400',
    async (body) => {
      expect((await rename(json, body)).status).toBe(400);
    },
  );

  it('of eleven calls in one batch is refused', async () => {
    const paths = Array.from({ length: 11 }, () => 'session.get').join(',');
    expect((await ada.fetch(`/trpc/${paths}?batch=1&input={}`)).status).toBe(400);
  });
});

describe('every response', () => {
  it('denies what our pages do not need', async () => {
    const { headers } = await ada.fetch('/healthz');
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('for an unknown address is a coded 404', async () => {
    const answer = await ada.fetch('/nope', { headers: { accept: 'application/json' } });
    expect(answer.status).toBe(404);
    expect(await errorCodeOf(answer)).toContain('NOT_FOUND');
  });
});

describe('probes', () => {
  it('report that the process runs and is ready', async () => {
    expect((await ada.fetch('/healthz')).status).toBe(200);
    const ready = { status: 'ready', checks: { database: true }, clockOffsetSeconds: expect.any(Number) };
    expect(await (await ada.fetch('/readyz')).json()).toEqual(ready);
  });

  it('count calls by procedure and outcome', async () => {
    await ada.trpc.session.get.query();
    const metrics = await (await ada.fetch('/metrics')).text();
    expect(metrics).toMatch(/patchbay_procedure_seconds_count\{procedure="session.get",outcome="ok"\} \d+/);
    expect(metrics).toContain('patchbay_database_connections{state="total"}');
  });
});

describe('logs', () => {
  it('contain neither query strings nor secrets', async () => {
    const nonce = 'A'.repeat(43);
    await ada.fetch(`/oauth/callback/slack?nonce=${nonce}`);
    const logged = app.logged.join('\n');
    expect(logged).toContain('/oauth/callback/slack');
    expect(logged).not.toContain(nonce);
    expect(logged).not.toContain('correct horse');
    for (const cookie of ada.cookies.values()) expect(logged).not.toContain(cookie);
  });
});
