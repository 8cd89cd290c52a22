import type { LiveItem, TopicKey } from './live-topic.ts';

/** The state of the shared stream, as the leading tab announces it. */
export interface StreamState {
  type: 'state';
  /** `lost`: it broke, and is being reopened. */
  state: 'live' | 'lost';
  /** The topics of the stream with their positions, and whether each just began without a position to resume from. */
  topics: Record<TopicKey, { cursor: string; fresh: boolean }>;
}

/** The messages between the tabs of one person in one browser about their shared stream. */
export type TabCall =
  /** To the leader: this tab follows these topics. Sent again when they change, and to every new leader. */
  | { type: 'join'; tab: string; topics: TopicKey[] }
  | { type: 'leave'; tab: string }
  | { type: 'ping' }
  /** From the leader: `here` answers a ping, `lead` announces a new leader, `resign` that there is none. */
  | { type: 'here' | 'lead' | 'resign'; tab: string }
  | StreamState
  | { type: 'told'; item: LiveItem }
  /** The server refuses these tabs: signed out, or another person. Each checks its session. */
  | { type: 'refused' };

/** Reaches the other tabs of the same person, never this one. */
export interface TabChannel {
  post: (call: TabCall) => void;
  listen: (listener: (call: TabCall) => void) => void;
  close: () => void;
}

/** Part of the channel's name: raised when the messages change, so that tabs of different versions do not mix. */
const VERSION = 1;

/**
 * The names of the channel and the lock contain the person's id: a tab that still shows the previous person's data after
 * another has signed in exchanges no messages with the new person's tabs.
 */
export function channelName(userId: string): string {
  return `patchbay-live-${VERSION}-${userId}`;
}

/** A channel of the browser. Without BroadcastChannel, tabs are independent: every tab is a leader. */
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
