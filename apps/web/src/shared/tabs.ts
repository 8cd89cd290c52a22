import { onPageLife } from './page-life.ts';

/** Messages between the tabs of one browser. Only hints: a tab that receives one asks the server. */
export type TabMessage =
  | { type: 'session-changed' }
  /** A consent window returned. */
  | { type: 'returned'; connectionId: string };

const NAME = 'patchbay';
const listeners = new Set<(message: TabMessage) => void>();
let channel = open();

/**
 * Opened for each message: a cached page is evicted from the back/forward cache when a message reaches its open
 * channel.
 */
function open(): BroadcastChannel | null {
  const opened = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(NAME);
  opened?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isTabMessage(data)) for (const listener of listeners) listener(data);
  });
  return opened;
}

onPageLife({ leave: () => channel?.close(), back: () => (channel = open()) });

export function tellTabs(message: TabMessage): void {
  // A BroadcastChannel has no target origin: it reaches our own origin and nothing else.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel?.postMessage(message);
}

/** Calls back for messages of other tabs, never of this one. Returns a function that stops it. */
export function onTabMessage(listener: (message: TabMessage) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** A tab with another version of the app may send messages that this version does not know. */
function isTabMessage(data: unknown): data is TabMessage {
  return typeof data === 'object' && data !== null && 'type' in data;
}
