import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aChange, FakeChannels, FakeLock, FakeServer } from './fake-tabs.fixture.ts';
import { LiveHub } from './live-hub.ts';
import type { TopicKey } from './live-topic.ts';

let channels: FakeChannels;
let lock: FakeLock | null;
let server: FakeServer;
let serial: number;

beforeEach(() => {
  vi.useFakeTimers();
  channels = new FakeChannels();
  lock = new FakeLock();
  server = new FakeServer();
  serial = 0;
});
afterEach(() => void vi.useRealTimers());

function openTab(workspace = 'w1', topics: TopicKey[] = [`connections ${workspace}`]) {
  const channel = channels.open();
  const heard = { begun: [] as string[], items: [] as string[], lost: 0, refused: 0 };
  const seen = { now: true };
  const tab = {
    heard,
    channel,
    seen,
    hub: new LiveHub({
      userId: 'ada',
      tab: `tab-${(serial += 1)}`,
      channel,
      locks: lock,
      open: server.open,
      isSeen: () => seen.now,
      onBegin: (key) => heard.begun.push(key),
      onItem: (item) => heard.items.push(item.type === 'ended' ? 'ended' : item.cursor),
      onLost: () => (heard.lost += 1),
      onRefused: () => (heard.refused += 1),
    }),
  };
  tab.hub.want(topics);
  return tab;
}

const settle = (ms = 100) => vi.advanceTimersByTimeAsync(ms);

/** Two live tabs of two workspaces; the first one leads. */
async function twoTabs() {
  const first = openTab('w1');
  await settle();
  const second = openTab('w2');
  await settle();
  server.latest.begin();
  await settle(0);
  return { first, second };
}

describe.each([
  ['with locks', () => new FakeLock()],
  ['without locks, as by plain http on another host', () => null],
])('%s', (_, locks) => {
  beforeEach(() => {
    lock = locks();
  });

  it('thirty tabs of two workspaces have one stream, and each receives its own workspace', async () => {
    const tabs = Array.from({ length: 30 }, (_unused, index) => openTab(index % 2 ? 'w1' : 'w2'));
    await settle(3_000);
    expect(server.openStreams).toHaveLength(1);
    server.latest.begin();
    server.latest.tell(aChange('w1', '5-1'));
    await settle();
    expect(tabs.map(({ heard }) => heard.items.join())).toEqual(tabs.map((_unused, index) => (index % 2 ? '5-1' : '')));
    expect(tabs.every(({ heard }) => heard.begun.length === 1)).toBe(true);
  });

  // Each used to ping by itself: thirty visible tabs sent and received 4,000 messages a second, and delayed changes.
  it('thirty visible tabs ping as often as one, and still replace a leader that hangs', async () => {
    const tabs = Array.from({ length: 30 }, () => openTab());
    await settle(3_000);
    const before = channels.posted.length;
    await settle(4_500);
    expect(channels.posted.length - before).toBeLessThanOrEqual(2 * 2 * 10);
    const hung = tabs.find(({ hub }) => hub.leads);
    hung?.channel.silence();
    await settle(2_000);
    expect(tabs.filter((tab) => tab !== hung && tab.hub.leads)).toHaveLength(1);
    expect(server.latest.isOpen).toBe(true);
  });

  it('a tab that closes hands over within two seconds, and no item is lost or repeated', async () => {
    const tabs = [openTab(), openTab(), openTab()];
    await settle(3_000);
    server.latest.begin('4-0');
    server.latest.tell(aChange('w1', '5-1'));
    await settle(0);
    const leader = tabs.find(({ hub }) => hub.leads);
    leader?.hub.stop();
    await settle(2_000);
    expect(server.openStreams).toHaveLength(1);
    expect(server.latest.topics).toEqual([{ topic: 'connections', workspaceId: 'w1', after: '5-1' }]);
    server.latest.begin();
    // The new leader had not received it yet, as far as the server can know.
    server.latest.tell(aChange('w1', '5-1'));
    server.latest.tell(aChange('w1', '6-1'));
    await settle();
    for (const { heard, hub } of tabs) if (hub !== leader?.hub) expect(heard.items).toEqual(['5-1', '6-1']);
    // It resumed where it was, so there is nothing to refetch.
    expect(tabs.map(({ heard }) => heard.begun.length)).toEqual([1, 1, 1]);
  });

  it('a leader that hangs is replaced within two seconds by a visible tab', async () => {
    const tabs = [openTab(), openTab()];
    await settle(3_000);
    server.latest.begin();
    await settle(0);
    const [leader, other] = tabs[0]?.hub.leads ? tabs : tabs.toReversed();
    leader?.channel.silence();
    await settle(2_000);
    expect(other?.hub.leads).toBe(true);
    expect(server.latest.isOpen).toBe(true);
  });
});

describe('with locks', () => {
  it('when a tab crashes without a message, the next one takes over immediately', async () => {
    const { first, second } = await twoTabs();
    first.channel.silence();
    lock?.crashHolder();
    await settle(100);
    expect(second.hub.leads).toBe(true);
    expect(server.latest.topics.map(({ after }) => after)).toContain('1-0');
  });

  it('a tab whose lock was stolen closes its stream, and waits for the lock', async () => {
    const { first, second } = await twoTabs();
    const before = server.latest;
    first.channel.silence();
    await settle(2_000);
    expect([first.hub.leads, second.hub.leads, before.isOpen]).toEqual([false, true, false]);
    second.hub.stop();
    await settle();
    expect(first.hub.leads).toBe(true);
  });

  it('a tab in the background does not take the lead from another: its own timers may be late', async () => {
    const { first, second } = await twoTabs();
    second.seen.now = false;
    first.channel.silence();
    await settle(10_000);
    expect(second.hub.leads).toBe(false);
  });

  it('a browser that denies locks works without them', async () => {
    lock = { request: () => Promise.reject(new DOMException('', 'SecurityError')) } as unknown as FakeLock;
    openTab();
    openTab();
    await settle(3_000);
    expect(server.openStreams).toHaveLength(1);
  });
});

describe('the topics of the tabs', () => {
  it('an added topic joins the others, which resume from their positions', async () => {
    const { first, second } = await twoTabs();
    server.latest.tell(aChange('w1', '7-1'));
    second.hub.want(['connections w2', 'events w2']);
    await settle();
    expect(server.latest.topics).toEqual(
      expect.arrayContaining([
        { topic: 'connections', workspaceId: 'w1', after: '7-1' },
        { topic: 'connections', workspaceId: 'w2', after: '1-0' },
        { topic: 'events', workspaceId: 'w2' },
      ]),
    );
    expect(server.openStreams).toHaveLength(1);
    server.latest.begin('8-0');
    await settle();
    expect(first.heard.begun).toEqual(['connections w1']);
    expect(second.heard.begun).toEqual(['connections w2', 'events w2']);
  });

  it('a tab that joins a topic that is already followed fetches once what came before', async () => {
    const { first } = await twoTabs();
    const streams = server.streams.length;
    const third = openTab('w1');
    await settle();
    expect(third.heard.begun).toEqual(['connections w1']);
    expect(server.streams).toHaveLength(streams);
    expect(first.heard.begun).toHaveLength(1);
  });

  it('a topic that no tab follows is dropped later: a page that reloads follows it again a second later', async () => {
    const { second } = await twoTabs();
    const streams = server.streams.length;
    second.hub.stop();
    await settle(1_000);
    openTab('w2');
    await settle(40_000);
    expect(server.streams).toHaveLength(streams);
  });

  it('a workspace that no tab shows anymore is no longer followed', async () => {
    const { second } = await twoTabs();
    second.hub.stop();
    await settle(40_000);
    expect(server.latest.topics.map(({ workspaceId }) => workspaceId)).toEqual(['w1']);
    expect(server.openStreams).toHaveLength(1);
  });
});

describe('the end of a stream', () => {
  it('all tabs learn that the stream was lost, and refetch everything when it is back', async () => {
    const { first, second } = await twoTabs();
    server.latest.lose();
    await settle(0);
    expect([first.heard.lost, second.heard.lost]).toEqual([1, 1]);
    await settle(1_000);
    server.latest.begin();
    await settle();
    expect([first.heard.begun.length, second.heard.begun.length]).toEqual([2, 2]);
  });

  it('retries after one, two, four seconds, and right away when the network is back', async () => {
    const { first } = await twoTabs();
    const tries = () => server.streams.length;
    const before = tries();
    for (const wait of [1_000, 2_000, 4_000]) {
      server.latest.lose();
      const count = tries();
      await settle(wait - 10);
      expect(tries()).toBe(count);
      await settle(20);
      expect(tries()).toBe(count + 1);
    }
    server.latest.lose();
    first.hub.retry();
    await settle(1);
    expect(tries()).toBe(before + 4);
  });

  it('a tab that learned it is offline learns that it is back, whether it holds the stream or not', async () => {
    const { first, second } = await twoTabs();
    second.hub.retry();
    await settle();
    expect([first.heard.begun.length, second.heard.begun.length]).toEqual([1, 2]);
    first.hub.retry();
    await settle();
    server.latest.begin();
    await settle();
    expect(first.heard.begun).toHaveLength(2);
    expect(server.openStreams).toHaveLength(1);
  });

  it('a workspace that a person has left ends for its tabs, and for no others', async () => {
    const { first, second } = await twoTabs();
    server.latest.tell({ type: 'ended', topic: 'connections', workspaceId: 'w2' });
    await settle(60_000);
    expect([first.heard.refused, second.heard.refused]).toEqual([0, 1]);
    server.latest.tell(aChange('w1', '9-1'));
    await settle();
    expect(first.heard.items).toEqual(['9-1']);
  });

  it('all tabs check the session when the server refuses it', async () => {
    const { first, second } = await twoTabs();
    server.latest.refuse();
    await settle();
    expect([first.heard.refused, second.heard.refused]).toEqual([1, 1]);
  });

  it("tabs of different persons exchange no messages: the channel's name contains the person's id", async () => {
    const { channelName } = await import('./tab-channel.ts');
    expect(channelName('ada')).not.toBe(channelName('grace'));
  });
});
