import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../test/support/test-browser.ts';
import { WatchStream } from '../../../test/support/watch-stream.ts';
import type { LiveTopic } from './live-topic.ts';
import { type LiveItem, liveQuestions, watchLive } from './watch-live.ts';

let app: TestApp;
let ada: TestBrowser;
/** The same person, in a second workspace of hers. */
let elsewhere: TestBrowser;
let stop: AbortController;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  ada = await app.person('Ada Lovelace');
  const { id } = await ada.trpc.workspaces.create.mutate({ name: 'Analytical engines' });
  elsewhere = Object.assign(Object.create(ada) as TestBrowser, { workspaceId: id });
  stop = new AbortController();
  return () => stop.abort();
});
afterAll(() => app[Symbol.asyncDispose]());

const connections = ({ workspaceId }: TestBrowser, after?: string): LiveTopic => ({
  topic: 'connections',
  workspaceId,
  ...(after && { after }),
});

async function watch(topics: LiveTopic[], browser = ada): Promise<AsyncGenerator<LiveItem>> {
  const [session] = (await browser.trpc.account.sessions.query()).items;
  return watchLive(
    { ...app.deps, asked: liveQuestions(app.deps) },
    { session: { id: session?.id ?? '' }, signal: stop.signal },
    topics,
  );
}

async function take(items: AsyncGenerator<LiveItem>, count: number): Promise<LiveItem[]> {
  const taken: LiveItem[] = [];
  while (taken.length < count) taken.push((await items.next()).value as LiveItem);
  return taken;
}

const add = async (browser: TestBrowser, label: string) => {
  const headers = { 'x-patchbay-workspace': browser.workspaceId, 'content-type': 'application/json' };
  const body = JSON.stringify({ app: 'slack', label });
  const answer = await ada.fetch('/trpc/connections.add', { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
};

const told = (item: LiveItem) =>
  item.type === 'item' && item.topic === 'connections' ? item.data.connection?.label : item.type;

describe('the stream of a browser', () => {
  it('carries two workspaces and both topics, each from its own place on', async () => {
    const topics: LiveTopic[] = [
      connections(ada),
      connections(elsewhere),
      { topic: 'events', workspaceId: ada.workspaceId },
    ];
    const items = await watch(topics);
    const begun = await take(items, 3);
    expect(begun.map(({ type, topic, workspaceId }) => [type, topic, workspaceId])).toEqual(
      expect.arrayContaining(topics.map(({ topic, workspaceId }) => ['begun', topic, workspaceId])),
    );
    await add(ada, 'here');
    await add(elsewhere, 'there');
    const changes = await take(items, 3);
    expect(changes.map((item) => [item.workspaceId, told(item)])).toEqual(
      expect.arrayContaining([
        [ada.workspaceId, 'here'],
        // That an app was added is an event too.
        [ada.workspaceId, 'item'],
        [elsewhere.workspaceId, 'there'],
      ]),
    );
  });

  it('loses nothing and tells nothing twice when it is opened again with other topics', async () => {
    const first = await watch([connections(ada)]);
    await take(first, 1);
    await add(ada, 'one');
    const [item] = await take(first, 1);
    const after = item && item.type !== 'ended' ? item.cursor : '';
    stop.abort();
    await add(ada, 'two');
    stop = new AbortController();
    const second = await watch([connections(ada, after), connections(elsewhere)]);
    const resumed = (await take(second, 3)).map(told);
    expect(resumed.filter((label) => label !== 'begun')).toEqual(['two']);
    await add(ada, 'three');
    expect((await take(second, 1)).map(told)).toEqual(['three']);
  });

  it('ends a topic that the reader may not follow, like one that does not exist, and goes on with the others', async () => {
    const victor = await app.person('Victor');
    const items = await watch([
      connections(victor),
      connections({ workspaceId: crypto.randomUUID() } as TestBrowser),
      connections(ada),
    ]);
    const first = await take(items, 3);
    const at = (type: string) => first.filter((item) => item.type === type).map(({ workspaceId }) => workspaceId);
    expect(at('begun')).toEqual([ada.workspaceId]);
    expect(at('ended')).toHaveLength(2);
    await victor.trpc.connections.add.mutate({ app: 'github' });
    await add(ada, 'mine');
    expect((await take(items, 1)).map(told)).toEqual(['mine']);
  });

  it('ends the topic of a workspace whose reader is removed, within seconds, and no other', async () => {
    const grace = await (await app.person('Grace Hopper')).join(ada, 'viewer');
    const own = await grace.trpc.workspaces.create.mutate({ name: 'Her own' });
    const theirs = connections({ workspaceId: own.id } as TestBrowser);
    const items = await watch([connections(ada), theirs], grace);
    await take(items, 2);
    await ada.trpc.workspaces.removeMember.mutate({ userId: grace.user.id });
    const [ended] = await take(items, 1);
    expect(ended).toEqual({ type: 'ended', topic: 'connections', workspaceId: ada.workspaceId });
    const next = items.next();
    const headers = { 'x-patchbay-workspace': own.id, 'content-type': 'application/json' };
    await grace.fetch('/trpc/connections.add', { method: 'POST', headers, body: '{"app":"slack","label":"still"}' });
    expect(told((await next).value as LiveItem)).toBe('still');
  });
});

describe('over HTTP', () => {
  async function open(browser: TestBrowser, input: object): Promise<WatchStream> {
    const abort = new AbortController();
    const address = `/trpc/live.watch?input=${encodeURIComponent(JSON.stringify(input))}`;
    const headers = { accept: 'text/event-stream' };
    return new WatchStream(await browser.fetch(address, { headers, signal: abort.signal }), abort);
  }

  it('ends when its reader signs out, although it has nothing to tell', { timeout: 30_000 }, async () => {
    await using stream = await open(ada, { userId: ada.user.id, topics: [connections(ada), connections(elsewhere)] });
    await stream.until('"type":"begun"');
    const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect((await ada.fetch('/auth/sign-out', init)).status).toBe(200);
    await stream.ended;
  });

  it("never fills one person's tabs with another's data: two people signed in one after the other", async () => {
    const grace = await app.person('Grace Hopper');
    await using stream = await open(grace, { userId: ada.user.id, topics: [connections(grace)] });
    await expect(stream.until('UNAUTHENTICATED')).resolves.toBeUndefined();
  });

  it('takes as many topics as an address can hold, and no more', async () => {
    const topics = (count: number) =>
      Array.from({ length: count }, () => connections(ada, `${'9'.repeat(12)}-${'9'.repeat(15)}`));
    await using stream = await open(ada, { userId: ada.user.id, topics: topics(40) });
    await stream.until('"type":"begun"');
    await using refused = await open(ada, { userId: ada.user.id, topics: topics(41) });
    await refused.until('INPUT_INVALID');
    expect(encodeURIComponent(JSON.stringify(topics(40))).length).toBeLessThan(8_000);
  });
});
