import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { codeOf, type TestBrowser } from '../support/test-browser.ts';

let app: TestApp;
let ada: TestBrowser;
let id: string;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  ada = await app.person();
  id = (await ada.trpc.connections.add.mutate({ app: 'openai' })).connection.id;
  app.sandbox.control.clearRequests();
});
afterAll(() => app[Symbol.asyncDispose]());

async function send(credentials: string): Promise<{ status: number; text: string }> {
  const answer = await ada.fetch('/trpc/connections.connect', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-patchbay-workspace': ada.workspaceId },
    body: `{"id":"${id}","scheme":"API_KEY","credentials":${credentials}}`,
  });
  return { status: answer.status, text: await answer.text() };
}

const accounts = () =>
  app.sandbox.control.accounts().filter(({ userId, deletedAt }) => userId === ada.workspaceId && !deletedAt);

describe('credentials that are entered in our form', () => {
  const long = 'x'.repeat(16_385);
  it.each([
    ['a value that is too long', JSON.stringify({ generic_api_key: long })],
    ['a thousand fields', JSON.stringify(Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`f${n}`, 'x'])))],
    ['a field of every object', '{"generic_api_key":"k","constructor":"x"}'],
    ['a field that a copy of an object loses', '{"generic_api_key":"k","__proto__":"x"}'],
    ['the state that decides at the provider', '{"generic_api_key":"k","status":"ACTIVE"}'],
    ['a list for a text', '{"generic_api_key":["k"]}'],
    ['a null character', '{"generic_api_key":"k\\u0000"}'],
  ])('are refused before the provider is asked: %s', async (_what, credentials) => {
    expect((await send('{"generic_api_key":" "}')).status).toBe(400);
    app.sandbox.control.clearRequests();
    const { status, text } = await send(credentials);
    expect([status, text.includes(long)]).toEqual([400, false]);
    expect(app.sandbox.control.requests()).toEqual([]);
    expect(accounts()).toEqual([]);
  });

  it('reach the provider with their line breaks, as a value and never as a header', async () => {
    expect((await send(JSON.stringify({ generic_api_key: 'key\r\nX-Admin: 1' }))).status).toBe(200);
    expect(accounts()).toHaveLength(1);
  });

  it('two at once make one connection: the other account goes', async () => {
    const enter = (key: string) =>
      codeOf(ada.trpc.connections.connect.mutate({ id, scheme: 'API_KEY', credentials: { generic_api_key: key } }));
    const codes = await Promise.all([enter('key-1'), enter('key-2'), enter('key-3')]);
    expect(codes).toContain('ok');
    app.clock.advance(90_001);
    await app.runJobs({ early: true });
    const { status, account, attempt } = await ada.trpc.connections.get.query({ id });
    expect([status, attempt]).toEqual(['active', null]);
    expect(accounts().map(({ id: kept }) => kept)).toEqual([account?.id]);
  });

  it('count also when the provider could not be asked right after it accepted them: no job asked again', async () => {
    app.sandbox.control.faults.set([{ match: { method: 'GET', path: '/connected_accounts/*' }, status: 500 }]);
    expect((await send('{"generic_api_key":"key-1"}')).status).toBe(200);
    expect((await ada.trpc.connections.get.query({ id })).status).not.toBe('active');
    app.sandbox.control.faults.clear();
    app.clock.advance(1_001);
    await app.runJobs({ early: true });
    expect((await ada.trpc.connections.get.query({ id })).status).toBe('active');
  });

  it('for a connection of another workspace are not even looked at', async () => {
    const eve = await app.person('Eve');
    const call = eve.trpc.connections.connect.mutate({ id, scheme: 'API_KEY', credentials: { generic_api_key: 'k' } });
    expect(await codeOf(call)).toBe('CONNECTION_UNKNOWN');
    expect(app.sandbox.control.requests()).toEqual([]);
  });
});
