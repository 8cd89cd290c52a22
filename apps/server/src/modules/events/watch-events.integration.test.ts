import type { EventView } from '@patchbay/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connected } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../../../test/support/webhook.ts';
import { eventNews } from './event-news.ts';
import { watchEvents, watchEventsInput } from './watch-events.ts';

type Frame = [id: string, event: EventView];

let app: TestApp;
let workspaceId: string;
let accountId: string;
let stop: AbortController;
/** Resolves when a watcher has found its place and looks for what came after: what is sent earlier is none of its news. */
let looking: PromiseWithResolvers<void>;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET } });
  const ada = await app.person();
  workspaceId = ada.workspaceId;
  accountId = (await connected(app, ada, 'github')).account?.id ?? '';
});

beforeEach(() => {
  stop = new AbortController();
});

afterAll(() => app[Symbol.asyncDispose]());

function watch(lastEventId?: string, { mayWatch = true, payload = false } = {}): AsyncIterator<unknown> {
  const news = eventNews(app.deps);
  looking = Promise.withResolvers();
  return watchEvents({
    fork: () => app.deps.orm.em.fork(),
    news: {
      ask: (place) => {
        looking.resolve();
        return news.ask(place);
      },
    },
    changes: app.deps.changes,
    workspaceId,
    lastEventId,
    payload,
    types: ['trigger.message'],
    signal: stop.signal,
    mayWatch: () => Promise.resolve(mayWatch),
  });
}

async function fire(slug: string): Promise<void> {
  await post(app, { body: triggerMessage({ accountId, workspaceId, slug, data: { n: 1 } }) });
  await app.runJobs();
}

const next = async (frames: AsyncIterator<unknown>) => (await frames.next()).value as Frame;

it('tells each event once, and goes on where it stopped', async () => {
  const frames = watch();
  const first = next(frames);
  await looking.promise;
  await fire('A');
  const [lastEventId, event] = await first;
  expect(event).toMatchObject({ trigger: 'A', app: { slug: 'github' } });
  expect(event).not.toHaveProperty('payload');
  await fire('B');
  expect((await next(frames))[1].trigger).toBe('B');
  stop.abort();
  expect((await frames.next()).done).toBe(true);

  stop = new AbortController();
  await fire('C');
  const resumed = watch(lastEventId);
  expect([(await next(resumed))[1].trigger, (await next(resumed))[1].trigger]).toEqual(['B', 'C']);
  stop.abort();
});

it('brings the payload along where it is asked for', async () => {
  const frames = watch(undefined, { payload: true });
  const first = next(frames);
  await looking.promise;
  await fire('P');
  expect((await first)[1]).toMatchObject({ trigger: 'P', payload: { n: 1 } });
  stop.abort();
});

it('ends when its reader has left the workspace', async () => {
  const frames = watch(undefined, { mayWatch: false });
  const ended = frames.next();
  await looking.promise;
  await fire('D');
  expect((await ended).done).toBe(true);
});

it.each(['99999999999999999999/00000000-0000-0000-0000-000000000000', '1/------------------------------------', '1-1'])(
  'takes no %s for a place',
  (lastEventId) => {
    expect(watchEventsInput.safeParse({ lastEventId }).success).toBe(false);
  },
);
