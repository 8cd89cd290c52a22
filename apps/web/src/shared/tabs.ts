/** What the tabs of one browser tell each other. Hints only: whoever hears one asks the server. */
export type TabMessage =
  | { type: 'session-changed' }
  /** A consent window came back. */
  | { type: 'returned'; connectionId: string };

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('patchbay');

export function tellTabs(message: TabMessage): void {
  // A BroadcastChannel has no target origin: it reaches our own origin and nothing else.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel?.postMessage(message);
}

/** Calls back for messages of other tabs, never of this one. Returns what ends it. */
export function onTabMessage(listener: (message: TabMessage) => void): () => void {
  const handle = ({ data }: MessageEvent<unknown>) => {
    if (isTabMessage(data)) listener(data);
  };
  channel?.addEventListener('message', handle);
  return () => channel?.removeEventListener('message', handle);
}

/** A tab of another version of this app may say what this one does not know. */
function isTabMessage(data: unknown): data is TabMessage {
  return typeof data === 'object' && data !== null && 'type' in data;
}
