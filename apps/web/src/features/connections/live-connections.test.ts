import { PiniaColada, useQueryCache } from '@pinia/colada';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, effectScope, type EffectScope } from 'vue';
import { workspaceId } from '../../app/workspace-id.ts';
import { actionKeys } from '../actions/action.queries.ts';
import { triggerKeys } from '../triggers/trigger.queries.ts';
import { announcement } from '../../shared/announcer.ts';
import { aView, anAttempt } from './a-view.fixture.ts';
import type { ConnectionChange } from './connection-change.ts';
import { connectionKeys } from './connection.queries.ts';
import { liveState, useLiveConnections } from './live-connections.ts';

interface Listener {
  onConnectionStateChange: (change: { state: string; error?: unknown }) => void;
  onData: (event: { data: ConnectionChange }) => void;
  onError: (error: Error) => void;
}

const streams: Listener[] = [];
const unsubscribe = vi.fn<() => void>();

vi.mock('../../app/api.ts', () => ({
  api: {
    connections: { watch: { subscribe: (_: object, listener: Listener) => (streams.push(listener), { unsubscribe }) } },
    session: { get: { query: () => Promise.reject(new Error('offline')) } },
  },
}));

let scope: EffectScope;

beforeEach(() => {
  vi.useFakeTimers();
  streams.length = 0;
  const pinia = createPinia();
  const app = createApp({}).use(pinia).use(PiniaColada, {});
  setActivePinia(pinia);
  workspaceId.value = 'w1';
  liveState.value = 'connecting';
  scope = effectScope();
  app.runWithContext(() => scope.run(() => useLiveConnections()));
});
afterEach(() => {
  scope.stop();
  workspaceId.value = null;
  vi.useRealTimers();
});

const latest = () => streams.at(-1) as Listener;
const tell = (connection: ReturnType<typeof aView>) =>
  latest().onData({ data: { connectionId: 'c1', app: 'slack', connection } });

describe('the event stream', () => {
  it('is live when it is open', () => {
    latest().onConnectionStateChange({ state: 'pending' });
    expect(liveState.value).toBe('live');
  });

  it('does not call its first connection one that came back: every visit began with "Back online"', () => {
    announcement.value = '';
    latest().onConnectionStateChange({ state: 'connecting', error: null });
    expect(liveState.value).toBe('connecting');
    latest().onConnectionStateChange({ state: 'pending', error: null });
    expect(announcement.value).toBe('');
  });

  it('starts again after a failure, each time a little later', () => {
    latest().onError(new Error('gone'));
    expect(liveState.value).toBe('offline');
    vi.advanceTimersByTime(1_000);
    expect(streams).toHaveLength(2);
    latest().onError(new Error('gone'));
    vi.advanceTimersByTime(1_000);
    expect(streams).toHaveLength(2);
    vi.advanceTimersByTime(1_000);
    expect(streams).toHaveLength(3);
  });

  it('asks for everything anew after a gap, and says so', () => {
    const invalidate = vi.spyOn(useQueryCache(), 'invalidateQueries');
    latest().onConnectionStateChange({ state: 'pending' });
    latest().onConnectionStateChange({ state: 'connecting', error: new Error('gone') });
    expect(announcement.value).toContain('Connection lost');
    latest().onConnectionStateChange({ state: 'pending' });
    expect(invalidate).toHaveBeenLastCalledWith({ key: ['workspace', 'w1'] });
    expect(announcement.value).toContain('Back online');
  });

  it('listens to the workspace that was switched to', async () => {
    workspaceId.value = 'w2';
    await Promise.resolve();
    expect(unsubscribe).toHaveBeenCalled();
    expect(streams).toHaveLength(2);
  });

  it('ends with the page', () => {
    scope.stop();
    latest().onError(new Error('late'));
    vi.advanceTimersByTime(60_000);
    expect(streams).toHaveLength(1);
  });
});

describe('news', () => {
  it('goes into the cache and is said aloud, once', () => {
    tell(aView({ status: 'pending', attempt: anAttempt(), version: 2 }));
    expect(announcement.value).toContain('Slack is waiting for approval');
    tell(aView({ status: 'active', version: 3 }));
    expect(announcement.value).toContain('Slack is connected');
    expect(useQueryCache().getQueryData(connectionKeys.one('c1'))).toMatchObject({ status: 'active' });
    announcement.value = '';
    tell(aView({ status: 'active', version: 3 }));
    expect(announcement.value).toBe('');
  });

  it('is said aloud although an answer was faster than the stream', () => {
    tell(aView({ status: 'pending', attempt: anAttempt(), version: 2 }));
    useQueryCache().setQueryData(connectionKeys.one('c1'), aView({ status: 'active', version: 3 }));
    tell(aView({ status: 'active', version: 3 }));
    expect(announcement.value).toContain('Slack is connected');
  });

  it('does not turn back what is newer', () => {
    tell(aView({ status: 'active', version: 5 }));
    tell(aView({ status: 'pending', attempt: anAttempt(), version: 4 }));
    expect(useQueryCache().getQueryData(connectionKeys.one('c1'))).toMatchObject({ version: 5 });
  });

  // The overview said "0 enabled" of what had just been connected, until somebody loaded the page anew.
  it('asks anew for the enabled actions and triggers of what moved, and of nothing else', () => {
    const invalidate = vi.spyOn(useQueryCache(), 'invalidateQueries');
    const asked = () => JSON.stringify(invalidate.mock.calls);
    tell(aView({ status: 'active', version: 3 }));
    expect(asked()).not.toContain('enabled-actions');
    vi.advanceTimersByTime(1_000);
    expect(invalidate).toHaveBeenCalledWith({ key: actionKeys.enabled('c1') });
    expect(invalidate).toHaveBeenCalledWith({ key: triggerKeys.list('c1') });
    invalidate.mockClear();
    latest().onData({ data: { connectionId: 'c2', app: 'gmail', connection: null } });
    vi.advanceTimersByTime(1_000);
    expect(asked()).toContain('enabled-actions');
    expect(asked()).not.toContain('c1');
  });

  it('tells of a removal by name', () => {
    tell(aView());
    latest().onData({ data: { connectionId: 'c1', app: 'slack', connection: null } });
    expect(announcement.value).toBe('Slack was removed.');
  });
});
