import { OUTGOING_EVENT_TYPES } from '@patchbay/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';

let app: TestApp;
let ada: TestBrowser;

const TYPES = [...OUTGOING_EVENT_TYPES];
const ADDED: ('connection.added' | 'connection.removed')[] = ['connection.added'];

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person('Ada Lovelace');
  await ada.trpc.connections.add.mutate({ app: 'slack', label: 'Support' });
  app.clock.advance(60_000);
  // From here on, each event has a delivery.
  await ada.trpc.endpoints.create.mutate({ url: 'https://hooks.example.com/', types: ADDED });
  await ada.trpc.connections.add.mutate({ app: 'github' });
});
afterAll(() => app[Symbol.asyncDispose]());

const found = async (filter: Parameters<typeof ada.trpc.events.list.query>[0]) =>
  (await ada.trpc.events.list.query({ types: ADDED, ...filter })).items.map((event) => event.app?.slug);

describe('events can be chosen by', () => {
  it.each([
    [{}, ['github', 'slack']],
    [{ search: 'SLA' }, ['slack']],
    [{ search: 'supp' }, ['slack']],
    [{ search: '100%' }, []],
    [{ delivery: 'waiting' as const }, ['github']],
    [{ delivery: 'none' as const }, ['slack']],
    [{ delivery: 'failed' as const }, []],
    [{ delivery: 'delivered' as const }, []],
  ])('%j', async (filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  it('when they were received', async () => {
    const [newer] = (await ada.trpc.events.list.query({ types: ADDED })).items;
    const at = newer?.receivedAt ?? '';
    expect(await found({ since: at })).toEqual(['github']);
    expect(await found({ until: at })).toEqual(['slack']);
    expect(await found({ search: newer?.id ?? '' })).toEqual(['github']);
  });
});

describe('counting', () => {
  it('says how many match, and how their deliveries stand', async () => {
    const counts = { isCapped: false, failed: 0, unmatched: 0 };
    expect(await ada.trpc.events.count.query({ types: TYPES, app: 'github' })).toEqual({
      ...counts,
      total: 1,
      waiting: 1,
    });
    expect(await ada.trpc.events.count.query({ types: TYPES, search: 'support' })).toEqual({
      ...counts,
      total: 1,
      waiting: 0,
    });
    expect(await ada.trpc.events.count.query({})).toMatchObject({ total: 0 });
  });
});

describe('replaying all that match', () => {
  it('plans deliveries of these and of no others, and ends', async () => {
    expect(await ada.trpc.events.replayMatching.mutate({ types: ADDED, search: 'supp' })).toEqual({
      events: 1,
      deliveries: 1,
      nextCursor: null,
    });
    expect(await found({ delivery: 'waiting' })).toEqual(['github', 'slack']);
    expect(await ada.trpc.events.replayMatching.mutate({ types: ADDED, search: 'nothing' })).toMatchObject({
      events: 0,
    });
  });

  it('is for admins, and of their own workspace only', async () => {
    const grace = await (await app.person('Grace Hopper')).join(ada, 'member');
    expect(await codeOf(grace.trpc.events.replayMatching.mutate({ types: ADDED }))).toBe('FORBIDDEN');
    const mallory = await app.person('Mallory');
    expect(await mallory.trpc.events.replayMatching.mutate({ types: TYPES })).toMatchObject({ deliveries: 0 });
  });
});
