import { createTRPCClient, httpSubscriptionLink } from '@trpc/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppRouter } from '../../../app-router.ts';
import { connectAgain } from '../../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../../test/support/test-browser.ts';
import { connectionNews } from './connection-news.ts';
import { type ConnectionChange, positionNow, watchConnections } from './watch-connections.ts';

let app: TestApp;
let ada: TestBrowser;
let stop: AbortController;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  ada = await app.person();
  stop = new AbortController();
});

afterAll(() => app[Symbol.asyncDispose]());

type Frame = [id: string, change: ConnectionChange];

function watch(lastEventId?: string, workspaceId = ada.workspaceId): AsyncIterator<Frame> {
  const frames = watchConnections({
    fork: () => app.deps.orm.em.fork(),
    news: connectionNews(app.deps),
    changes: app.deps.changes,
    workspaceId,
    lastEventId,
    signal: stop.signal,
    mayWatch: () => Promise.resolve(true),
  });
  return (async function* () {
    for await (const [id, change] of frames) yield [id, change] as Frame;
  })();
}

/**
 * Starts from a position taken before the test changes anything: otherwise changes during the lookup would be missed.
 */
async function watchFromNow(): Promise<AsyncIterator<Frame>> {
  return watch((await positionNow({ em: app.deps.orm.em.fork() })).lastEventId);
}

async function take(frames: AsyncIterator<Frame>, count: number): Promise<Frame[]> {
  const taken: Frame[] = [];
  while (taken.length < count) taken.push((await frames.next()).value as Frame);
  return taken;
}

const story = (frames: Frame[]) =>
  frames.map(([, { event, connection }]) => `${event}: ${connection?.status ?? 'gone'}`);

describe('watching a workspace', () => {
  it('yields every change with the current connection', async () => {
    const frames = await watchFromNow();
    const added = frames.next();
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
    expect(story([(await added).value as Frame])).toEqual(['add: added']);
    await connectAgain(ada, connection.id);
    expect(story(await take(frames, 1))).toEqual(['connect: pending']);
    await ada.trpc.connections.remove.mutate({ id: connection.id });
    expect(story(await take(frames, 1))).toEqual(['remove: gone']);
    stop.abort();
    expect((await frames.next()).done).toBe(true);
  });

  it('resumes where it stopped, without gaps or duplicates', async () => {
    const first = await watchFromNow();
    const pending = first.next();
    await ada.trpc.connections.add.mutate({ app: 'slack' });
    const [lastEventId] = (await pending).value as Frame;
    stop.abort();

    for (const label of ['1', '2', '3']) await ada.trpc.connections.add.mutate({ app: 'slack', label });
    stop = new AbortController();
    const resumed = await take(watch(lastEventId), 3);
    expect(resumed.map(([, { connection }]) => connection?.label)).toEqual(['1', '2', '3']);
    stop.abort();
  });

  it('misses no transaction that commits after one that began later', async () => {
    const begin = await watchFromNow();
    const pending = begin.next();
    await ada.trpc.connections.add.mutate({ app: 'slack', label: 'before' });
    const [lastEventId] = (await pending).value as Frame;
    stop.abort();
    stop = new AbortController();

    // A slow transaction takes its ids first and commits last.
    const slow = app.deps.orm.em.fork();
    await slow.begin();
    const { items } = await ada.trpc.connections.list.query({});
    const id = items[0]?.id ?? '';
    await slow.getConnection().execute(
      `insert into connection_events (workspace_id, id, connection_id, app_slug, at, event, from_status, to_status, actor, version)
       values (?, ?, ?, 'slack', now(), 'renamed', 'added', 'added', '{}', 2)`,
      [ada.workspaceId, app.deps.newId(), id],
      'run',
      slow.getTransactionContext(),
    );
    await ada.trpc.connections.add.mutate({ app: 'slack', label: 'quick' });
    await slow.commit();

    const seen = await take(watch(lastEventId), 2);
    expect(story(seen)).toEqual(['renamed: added', 'add: added']);
    stop.abort();
  });

  it('yields nothing of another workspace', async () => {
    const grace = await app.person('Grace Hopper');
    const frames = await watchFromNow();
    const next = frames.next();
    await grace.trpc.connections.add.mutate({ app: 'github' });
    await ada.trpc.connections.add.mutate({ app: 'slack' });
    expect(((await next).value as Frame)[1].app).toBe('slack');
    stop.abort();
  });

  it('reaches a browser as server-sent events', async () => {
    const client = createTRPCClient<AppRouter>({
      links: [
        httpSubscriptionLink({
          url: `${app.url}/trpc`,
          connectionParams: { workspace: ada.workspaceId },
          EventSource: eventSourceOf(ada),
        }),
      ],
    });
    const change = await new Promise<string>((resolve, reject) => {
      const subscription = client.connections.watch.subscribe(
        {},
        {
          onStarted: () => void ada.trpc.connections.add.mutate({ app: 'slack' }).catch(reject),
          onData({ data }) {
            subscription.unsubscribe();
            resolve(`${data.event} ${data.connection?.app.name}`);
          },
          onError: reject,
        },
      );
    });
    expect(change).toBe('add Slack');
  });
});

/** Node's EventSource sends no cookies; a browser's does. */
function eventSourceOf(browser: TestBrowser): typeof EventSource {
  return class extends MinimalEventSource {
    constructor(url: string | URL) {
      super(url, { headers: { cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; ') } });
    }
  } as unknown as typeof EventSource;
}

/** The part of the interface that the client uses, on top of fetch. */
class MinimalEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readyState = 0;
  readonly #abort = new AbortController();

  constructor(url: string | URL, init: { headers: Record<string, string> }) {
    super();
    void this.#read(url, init.headers);
  }

  close(): void {
    this.readyState = 2;
    this.#abort.abort();
  }

  async #read(url: string | URL, headers: Record<string, string>): Promise<void> {
    try {
      const answer = await fetch(url, {
        headers: { ...headers, accept: 'text/event-stream' },
        signal: this.#abort.signal,
      });
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
      let text = '';
      for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.#dispatch(block);
      }
    } catch {
      // As the standard requires, an error is dispatched unless the stream was closed on purpose.
      if (this.readyState !== 2) this.dispatchEvent(new Event('error'));
    }
  }

  #dispatch(block: string): void {
    const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/:\s?(.*)/s).slice(0, 2)));
    const init = { data: String(fields['data'] ?? ''), lastEventId: String(fields['id'] ?? '') };
    this.dispatchEvent(new MessageEvent(String(fields['event'] ?? 'message'), init));
  }
}
