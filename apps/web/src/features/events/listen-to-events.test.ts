import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import { workspaceId } from '../../app/workspace-id.ts';
import { anEvent } from './an-event.fixture.ts';
import type { EventView } from './event.queries.ts';
import { listenToEvents } from './listen-to-events.ts';

interface Stream {
  onConnectionStateChange: (change: { state: string }) => void;
  onData: (event: { data: EventView }) => void;
}

const streams: Stream[] = [];
const unsubscribe = vi.fn<() => void>();

vi.mock('../../app/api.ts', () => ({
  api: { events: { watch: { subscribe: (_: object, stream: Stream) => (streams.push(stream), { unsubscribe }) } } },
}));

const onEvent = vi.fn<(event: EventView) => void>();
const onBegin = vi.fn<() => void>();
let scope: EffectScope;

function see(visible: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(!visible);
  document.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  vi.clearAllMocks();
  streams.length = 0;
  workspaceId.value = 'w1';
  scope = effectScope();
  scope.run(() => listenToEvents({ onEvent, onBegin }));
});
afterEach(() => {
  scope.stop();
  vi.restoreAllMocks();
  workspaceId.value = null;
});

describe('listening to events', () => {
  it('tells when it begins, and what comes', () => {
    streams[0]?.onConnectionStateChange({ state: 'connecting' });
    expect(onBegin).not.toHaveBeenCalled();
    streams[0]?.onConnectionStateChange({ state: 'pending' });
    expect(onBegin).toHaveBeenCalledOnce();
    const event = anEvent();
    streams[0]?.onData({ data: event });
    expect(onEvent).toHaveBeenCalledWith(event);
  });

  it('rests while the page is not seen, and begins again when it is', () => {
    see(false);
    expect(unsubscribe).toHaveBeenCalledOnce();
    expect(streams).toHaveLength(1);
    see(true);
    expect(streams).toHaveLength(2);
  });

  it('ends with the page', () => {
    scope.stop();
    expect(unsubscribe).toHaveBeenCalledOnce();
    see(true);
    expect(streams).toHaveLength(1);
  });
});
