import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  aHost,
  codeFor,
  connectCodeOf,
  createFor,
  EndUserBrowser,
  type Host,
} from '../../../../test/support/connect-session.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';

let app: TestApp;
let host: Host;

beforeAll(async () => {
  app = await startTestApp();
  host = await aHost(app);
});
afterAll(() => app[Symbol.asyncDispose]());

async function connected(endUserId: string) {
  const session = await createFor(host, endUserId);
  const { code, connectionId } = await codeFor(app, session);
  await host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: endUserId });
  return connectionId;
}

/** A page of a new session, at top level. */
async function pageFor(endUserId: string) {
  const session = await createFor(host, endUserId);
  const browser = new EndUserBrowser(app);
  await browser.open(session);
  const headers = { 'x-patchbay-connect': session.id };
  return {
    startAnother: () => browser.connect('start', { app: 'slack', another: true }, headers),
    start: () => browser.connect('start', { app: 'slack' }, headers),
    apps: async (search: string) => (await browser.connect('apps', { search }, headers)).items.map(({ slug }) => slug),
  };
}

it('another account is a connection besides the first, which stays as it is', async () => {
  const first = await connected('two-accounts');
  const page = await pageFor('two-accounts');
  const { connection } = await page.startAnother();
  expect(connection).toMatchObject({ status: 'added', label: '2', app: { slug: 'slack' } });
  expect(connection.id).not.toBe(first);
  expect(await host.admin.trpc.connections.get.query({ id: first })).toMatchObject({ status: 'active' });
  expect((await page.start()).connection.id).toBe(first);
});

it('what was begun and never connected is taken up again, also by two tabs at once', async () => {
  await connected('two-tabs');
  const page = await pageFor('two-tabs');
  const started = await Promise.all([page.startAnother(), page.startAnother()]);
  expect(new Set([...started, await page.startAnother()].map(({ connection }) => connection.id)).size).toBe(1);
});

it('accounts of other users do not count, and without a first one it is the first', async () => {
  await connected('the-first');
  expect((await (await pageFor('the-second')).startAnother()).connection.label).toBe('');
});

it('an app that the session does not offer has no other account either', async () => {
  const session = await createFor(host, 'limited', { apps: ['notion'] });
  const browser = new EndUserBrowser(app);
  await browser.open(session);
  const start = browser.connect('start', { app: 'slack', another: true }, { 'x-patchbay-connect': session.id });
  expect(await connectCodeOf(start)).toBe('APP_UNKNOWN');
});

it('apps are found by words in any order, with any case and blanks', async () => {
  const page = await pageFor('searcher');
  for (const search of ['google calendar', '  CALENDAR   google '])
    expect(await page.apps(search)).toContain('googlecalendar');
  expect(await page.apps('   ')).toContain('slack');
  expect(await page.apps('gogle calender')).toContain('googlecalendar');
  expect(await page.apps('zzzzqqqq')).toEqual([]);
});
