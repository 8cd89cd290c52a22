// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope, nextTick, shallowRef } from 'vue';
import { useSession, type Workspace } from '../session.store.ts';
import { workspaceId } from '../workspace-id.ts';
import { FakeLock, type FakeServer, type FakeStream } from './fake-tabs.fixture.ts';
import { followLive, useLive } from './useLive.ts';

const fakes = vi.hoisted(() => ({ server: null as unknown as FakeServer, users: [] as string[] }));
const sessionGet = vi.fn<() => Promise<unknown>>();

vi.mock('./open-live.ts', async () => {
  const { FakeServer: Server } = await import('./fake-tabs.fixture.ts');
  fakes.server = new Server();
  return { openLiveOf: (userId: string) => (fakes.users.push(userId), fakes.server.open) };
});
vi.mock('../api.ts', () => ({
  api: {
    session: { get: { query: () => sessionGet() } },
    workspaces: { list: { query: () => Promise.resolve({ items: [] }) } },
  },
}));

const ada = { id: 'ada', name: 'Ada', email: 'ada@example.com' };
const workspace = { id: 'w1', name: 'One', role: 'owner' } as Workspace;
const wanted = shallowRef(true);
const heard = { items: [] as unknown[], begun: 0, lost: 0 };
let scope: EffectScope;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue(new FakeLock() as unknown as LockManager);
  setActivePinia(createPinia());
  sessionGet.mockResolvedValue({ user: ada, workspace, sandbox: true });
  await useSession().load();
  useSession().enter(workspace);
  Object.assign(heard, { items: [], begun: 0, lost: 0 });
  Object.assign(fakes, { users: [] });
  fakes.server.streams.length = 0;
  wanted.value = true;
  scope = effectScope();
  scope.run(() => {
    followLive('connections', {
      onItem: (change) => heard.items.push(change),
      onBegin: () => (heard.begun += 1),
      onLost: () => (heard.lost += 1),
    });
    useLive(() => wanted.value);
  });
  await settle();
});
afterEach(() => {
  scope.stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
  workspaceId.value = null;
});

const settle = async () => {
  await nextTick();
  await vi.advanceTimersByTimeAsync(100);
};
const open = (): FakeStream[] => fakes.server.openStreams;

describe('the live part of a page', () => {
  it('follows what its parts follow, in the tab’s workspace', async () => {
    expect(open().map(({ topics }) => topics)).toEqual([[{ topic: 'connections', workspaceId: 'w1' }]]);
    open()[0]?.begin();
    const events = effectScope();
    events.run(() => followLive('events', { onItem: () => undefined, onBegin: () => undefined }));
    await settle();
    expect(open()[0]?.topics.map(({ topic }) => topic)).toEqual(['connections', 'events']);
    workspaceId.value = 'w2';
    await settle();
    expect(open()[0]?.topics.map((topic) => topic.workspaceId)).toEqual(['w2', 'w2']);
    events.stop();
  });

  it('holds nothing on a page without live data: the return of a consent window, signing in', async () => {
    wanted.value = false;
    await settle();
    expect(open()).toEqual([]);
    wanted.value = true;
    await settle();
    expect(open()).toHaveLength(1);
  });

  it('has no topics of one person in the stream of the next', async () => {
    sessionGet.mockResolvedValue({ user: { ...ada, id: 'grace' }, workspace, sandbox: true });
    await useSession().load();
    useSession().enter(workspace);
    await settle();
    expect(fakes.users).toEqual(['ada', 'grace']);
    expect(open()).toHaveLength(1);
    useSession().forget();
    await settle();
    expect(open()).toEqual([]);
  });

  it.each([
    ['kept for the back button', { target: globalThis, away: 'pagehide', back: 'pageshow' }],
    ['frozen to save energy', { target: document, away: 'freeze', back: 'resume' }],
  ])(
    'gives the stream up when the page is %s, and asks who is here when it is back',
    async (_, { target, away, back }) => {
      open()[0]?.begin();
      target.dispatchEvent(new Event(away));
      await settle();
      expect(open()).toEqual([]);
      sessionGet.mockClear();
      target.dispatchEvent(new Event(back));
      await settle();
      expect(open()).toHaveLength(1);
      expect(sessionGet).toHaveBeenCalledOnce();
      open()[0]?.begin();
      expect(heard.begun).toBe(2);
    },
  );
});
