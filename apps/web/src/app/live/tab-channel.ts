import type { LiveItem, TopicKey } from './live-topic.ts';

/** Where the shared stream stands, as the tab that holds it tells the others. */
export interface StreamState {
  type: 'state';
  /** `lost`: it broke, and is being opened again. */
  state: 'live' | 'lost';
  /** The topics that are told, where each stands, and whether it began just now, without a place to go on from. */
  topics: Record<TopicKey, { cursor: string; fresh: boolean }>;
}

/** What the tabs of one person in one browser tell each other about the stream that they share. */
export type TabCall =
  /** To the leader: tell this tab of these topics. Sent again when they change, and to every new leader. */
  | { type: 'join'; tab: string; topics: TopicKey[] }
  | { type: 'leave'; tab: string }
  | { type: 'ping' }
  /** The leader's: `here` answers a ping, `lead` says that it has just become one, `resign` that there is none now. */
  | { type: 'here' | 'lead' | 'resign'; tab: string }
  | StreamState
  | { type: 'told'; item: LiveItem }
  /** The server refuses these tabs: signed out, or another person. Each asks who is here. */
  | { type: 'refused' };

/** Reaches the other tabs of the same person, never this one. */
export interface TabChannel {
  post: (call: TabCall) => void;
  listen: (listener: (call: TabCall) => void) => void;
  close: () => void;
}

/** A tab of another version of the app speaks to none of this one when the number goes up. */
const VERSION = 1;

/**
 * The channel's name has the person in it, and so has the lock's: a tab that still shows the former person's data after
 * another has signed in neither hears nor serves that person's tabs.
 */
export function channelName(userId: string): string {
  return `patchbay-live-${VERSION}-${userId}`;
}

/** A channel of the browser. Without BroadcastChannel there are no others: every tab is the leader. */
export function openTabChannel(userId: string): TabChannel {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName(userId));
  return {
    // A BroadcastChannel has no target origin: it reaches our own origin and nothing else.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    post: (call) => channel?.postMessage(call),
    listen: (listener) => channel?.addEventListener('message', ({ data }: MessageEvent<TabCall>) => listener(data)),
    close: () => channel?.close(),
  };
}
