// @vitest-environment happy-dom
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

interface Follower {
  onItem: (change: ConnectionChange) => void;
  onBegin: () => void;
  onLost: () => void;
}

const followers: [topic: string, follower: Follower][] = [];

vi.mock('../../app/live/useLive.ts', () => ({
  followLive: (topic: string, follower: Follower) => followers.push([topic, follower]),
}));

let scope: EffectScope;

beforeEach(() => {
  vi.useFakeTimers();
  followers.length = 0;
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

const latest = () => followers.at(-1)?.[1] as Follower;
const tell = (connection: ReturnType<typeof aView>) =>
  latest().onItem({ connectionId: 'c1', app: 'slack', connection });

describe('the event stream', () => {
  it('is live when it is open', () => {
    expect(followers.map(([topic]) => topic)).toEqual(['connections']);
    latest().onBegin();
    expect(liveState.value).toBe('live');
  });

  it('does not treat its first connection as a reconnect: every visit once began with "Back online"', () => {
    announcement.value = '';
    expect(liveState.value).toBe('connecting');
    latest().onBegin();
    expect(announcement.value).toBe('');
  });

  it('says nothing of a first connection that takes two tries: it once said “Back online” over what the page had to say', () => {
    announcement.value = '';
    latest().onLost();
    latest().onBegin();
    expect(announcement.value).toBe('');
  });

  it('refetches everything when it begins, and announces a gap', () => {
    const invalidate = vi.spyOn(useQueryCache(), 'invalidateQueries');
    latest().onBegin();
    expect(invalidate).toHaveBeenLastCalledWith({ key: ['workspace', 'w1'] });
    latest().onLost();
    expect(announcement.value).toContain('Connection lost');
    expect(liveState.value).toBe('offline');
    latest().onBegin();
    expect(invalidate).toHaveBeenCalledTimes(2);
    expect(announcement.value).toContain('Back online');
  });
});

describe('a change', () => {
  it('updates the cache and is announced, once', () => {
    tell(aView({ status: 'pending', attempt: anAttempt(), version: 2 }));
    expect(announcement.value).toContain('Slack is waiting for approval');
    tell(aView({ status: 'active', version: 3 }));
    expect(announcement.value).toContain('Slack is connected');
    expect(useQueryCache().getQueryData(connectionKeys.one('c1'))).toMatchObject({ status: 'active' });
    announcement.value = '';
    tell(aView({ status: 'active', version: 3 }));
    expect(announcement.value).toBe('');
  });

  it('is announced even if a response was faster than the stream', () => {
    tell(aView({ status: 'pending', attempt: anAttempt(), version: 2 }));
    useQueryCache().setQueryData(connectionKeys.one('c1'), aView({ status: 'active', version: 3 }));
    tell(aView({ status: 'active', version: 3 }));
    expect(announcement.value).toContain('Slack is connected');
  });

  it('does not overwrite a newer version', () => {
    tell(aView({ status: 'active', version: 5 }));
    tell(aView({ status: 'pending', attempt: anAttempt(), version: 4 }));
    expect(useQueryCache().getQueryData(connectionKeys.one('c1'))).toMatchObject({ version: 5 });
  });

  // The overview once showed "0 enabled" for a new connection, until the page was reloaded.
  it('refetches the enabled actions and triggers of the changed connection, and of no other', () => {
    const invalidate = vi.spyOn(useQueryCache(), 'invalidateQueries');
    const asked = () => JSON.stringify(invalidate.mock.calls);
    tell(aView({ status: 'active', version: 3 }));
    expect(asked()).not.toContain('enabled-actions');
    vi.advanceTimersByTime(2_000);
    expect(invalidate).toHaveBeenCalledWith({ key: actionKeys.enabled('c1') });
    expect(invalidate).toHaveBeenCalledWith({ key: triggerKeys.list('c1') });
    invalidate.mockClear();
    latest().onItem({ connectionId: 'c2', app: 'gmail', connection: null });
    vi.advanceTimersByTime(2_000);
    expect(asked()).toContain('enabled-actions');
    expect(asked()).not.toContain('c1');
  });

  // Thirty tabs once refetched for a change that one person looked at.
  it('is shown at once in a background tab, which refetches only when it becomes visible', () => {
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const invalidate = vi.spyOn(useQueryCache(), 'invalidateQueries');
    tell(aView({ status: 'pending', version: 2 }));
    tell(aView({ status: 'active', version: 3 }));
    vi.advanceTimersByTime(60_000);
    expect(useQueryCache().getQueryData(connectionKeys.one('c1'))).toMatchObject({ status: 'active' });
    expect(invalidate).not.toHaveBeenCalled();
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(0);
    expect(invalidate).toHaveBeenCalledWith({ key: connectionKeys.lists() });
    expect(invalidate).toHaveBeenCalledWith({ key: actionKeys.enabled('c1') });
    visibility.mockRestore();
  });

  it('announces a removal by name', () => {
    tell(aView());
    latest().onItem({ connectionId: 'c1', app: 'slack', connection: null });
    expect(announcement.value).toBe('Slack removed.');
  });
});
