import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';
import { KeyBrowser } from '../support/test-service.ts';
import { openStream } from '../support/watch-stream.ts';

/** A stream that was opened rightly ends soon after the right to it has ended, also when it has nothing to tell. */
let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person('Ada Lovelace');
});

afterAll(() => app[Symbol.asyncDispose]());

/** Milliseconds. */
const SOON = 8_000;

async function sql(text: string, ...values: unknown[]): Promise<void> {
  const pool = await app.deps.orm.em.getConnection().getNativeClient();
  const { rowCount } = await pool.query(text, values);
  expect(rowCount).toBeGreaterThan(0);
}

const signOut = async (reader: TestBrowser) => {
  const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
  expect((await reader.fetch('/auth/sign-out', init)).status).toBe(200);
};

const PATHS = ['connections.watch', 'events.watch'] as const;

/** Each ends one reader's right. */
const ENDS: Record<string, (reader: TestBrowser) => Promise<unknown>> = {
  'signs out': signOut,
  'is signed out by another person': ({ user }) => sql('delete from "session" where "userId" = $1', user.id),
  'lets the session run out': ({ user }) =>
    sql(`update "session" set "expiresAt" = now() - interval '1 second' where "userId" = $1`, user.id),
  'is removed from the workspace': ({ user }) => ada.trpc.workspaces.removeMember.mutate({ userId: user.id }),
};

describe.concurrent.each(PATHS)('%s', (path) => {
  it.each(Object.entries(ENDS))('ends when its reader %s', { timeout: 30_000 }, async (_, end) => {
    const reader = await (await app.person('Grace Hopper')).join(ada, 'viewer');
    await using stream = await openStream(reader, path);
    await using other = await openStream(ada, path);
    await end(reader);
    expect(await firstOf({ ended: stream.ended, 'the other ended': other.ended })).toBe('ended');
  });
});

it.each(PATHS)('%s ends when its key is revoked', { timeout: 30_000 }, async (path) => {
  const service = await KeyBrowser.of(ada, ['connections:read', 'events:read']);
  await using stream = await openStream(service, path);
  const { items } = await ada.trpc.serviceKeys.list.query();
  for (const { id } of items) await ada.trpc.serviceKeys.revoke.mutate({ id });
  expect(await firstOf({ ended: stream.ended })).toBe('ended');
});

async function firstOf(ends: Record<string, Promise<void>>): Promise<string> {
  const tooLate = new Promise<string>((resolve) => setTimeout(resolve, SOON, 'nothing ended').unref());
  return Promise.race([...Object.entries(ends).map(([name, end]) => end.then(() => name)), tooLate]);
}

it.each(PATHS)('%s is bounded: one key had four thousand open, and none was refused', async (path) => {
  const leaving = new AbortController();
  const grace = await app.person('Grace Hopper');
  const open = (signal?: AbortSignal) => {
    const headers = { accept: 'text/event-stream', 'x-patchbay-workspace': grace.workspaceId };
    return grace.fetch(`/trpc/${path}?input={}`, { headers, ...(signal && { signal }) });
  };
  const answers = await Promise.all(Array.from({ length: 25 }, () => open(leaving.signal)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.map(({ headers }) => headers.get('retry-after'))).toEqual(['10', '10', '10', '10', '10']);
  await using other = await openStream(ada, path);
  leaving.abort();
  await vi.waitFor(async () => expect((await open()).status).toBe(200));
  expect(await Promise.race([other.ended.then(() => 'ended'), Promise.resolve('open')])).toBe('open');
});
