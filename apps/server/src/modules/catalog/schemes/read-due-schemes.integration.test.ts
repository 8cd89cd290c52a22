import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { db } from '../../../platform/orm/tables.ts';
import { readDueSchemes } from './read-due-schemes.ts';

const AT_A_TIME = 40;
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

let app: TestApp;
let small: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  small = await startTestApp({ beside: app, env: { COMPOSIO_CALLS_PER_MINUTE: 400 } });
});
/** All are due again. */
beforeEach(() => {
  app.sandbox.control.faults.clear();
  app.clock.advance(WEEK_MS + MINUTE_MS);
});
afterAll(async () => {
  await small[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

/** The apps whose details were asked for, in order, by a run now. */
async function run({ sandbox, deps }: TestApp): Promise<string[]> {
  sandbox.control.clearRequests();
  await readDueSchemes(deps);
  return sandbox.control.requests().flatMap(({ path }) => /\/toolkits\/([^/]+)$/.exec(path)?.[1] ?? []);
}

it('details of apps are read a few at a time, each once, the most used first', async () => {
  const known = db(app.deps.orm.em.fork()).selectFrom('composio_apps_cache').select('slug');
  const all = await known.where('needs_auth', '=', true).orderBy('position').execute();
  const runs: string[][] = [];
  for (let some = await run(app); some.length > 0; some = await run(app)) runs.push(some);
  expect(runs.flat()).toEqual(all.map(({ slug }) => slug));
  expect(new Set(runs.slice(0, -1).map(({ length }) => length))).toEqual(new Set([AT_A_TIME]));
  app.clock.advance(WEEK_MS + MINUTE_MS);
  expect(await run(app)).toEqual(runs[0]);
});

it('a run ends where the provider is away, and the next one goes on where it ended', async () => {
  const away = { match: { path: '/toolkits/github' }, status: 503 };
  app.sandbox.control.faults.set([away]);
  const first = await run(app);
  expect(new Set(first.slice(first.indexOf('github')))).toEqual(new Set(['github']));
  app.sandbox.control.faults.clear();
  expect((await run(app))[0]).toBe('github');
});

it('an app that the provider tells nothing of does not come again in each run, before all others', async () => {
  app.sandbox.control.faults.set([{ match: { path: '/toolkits/github' }, status: 404 }]);
  expect(await run(app)).toContain('github');
  expect(await run(app)).not.toContain('github');
});

it('reading ahead ends with its share of the minute, and leaves that of people', async () => {
  expect(await run(small)).toHaveLength(8);
  const ada = await small.person();
  expect((await ada.trpc.apps.schemes.query({ app: 'zendesk' })).schemes[0]?.fields).not.toBeNull();
});
