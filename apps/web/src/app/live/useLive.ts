import { computed, onScopeDispose, shallowReactive, watch } from 'vue';
import { onPageLife } from '../../shared/page-life.ts';
import { useSession } from '../session.store.ts';
import { workspaceId } from '../workspace-id.ts';
import { LiveHub } from './live-hub.ts';
import { keyOf, type LiveItem, type Topic, type TopicKey } from './live-topic.ts';
import { openLiveOf } from './open-live.ts';
import { openTabChannel } from './tab-channel.ts';

type Item<Name extends Topic['topic']> = Extract<LiveItem, { type: 'item'; topic: Name }>;

interface Follower<Name extends Topic['topic']> {
  onItem: (data: Item<Name>['data']) => void;
  /** Called when following starts or resumes without a position: the page missed everything before this moment. */
  onBegin: () => void;
  onLost?: () => void;
}

/** What parts of this page are following. */
const followers = shallowReactive(new Set<{ topic: Topic['topic'] } & Follower<never>>());

/** Follows a topic of this tab's workspace while the scope is active. */
export function followLive<Name extends Topic['topic']>(topic: Name, follower: Follower<Name>): void {
  const entry = { topic, ...follower } as unknown as { topic: Topic['topic'] } & Follower<never>;
  followers.add(entry);
  onScopeDispose(() => followers.delete(entry));
}

function each(key: TopicKey, tell: (follower: Follower<never>) => void): void {
  const here = workspaceId.value;
  for (const follower of followers)
    if (here !== null && keyOf({ topic: follower.topic, workspaceId: here }) === key) tell(follower);
}

/**
 * This tab's part in the browser's shared stream, while the scope is active, a person is signed in, and `wanted`
 * returns true: not on pages without live data. Stops while the page is in the back/forward cache, or frozen.
 */
export function useLive(wanted: () => boolean): void {
  const session = useSession();
  let hub: LiveHub | null = null;

  const userId = computed(() => (wanted() ? (session.user?.id ?? null) : null));
  const topics = computed(() => {
    const here = workspaceId.value;
    return here === null ? [] : [...followers].map(({ topic }) => keyOf({ topic, workspaceId: here }));
  });

  function start() {
    stop();
    if (userId.value === null) return;
    hub = new LiveHub({
      userId: userId.value,
      tab: newTabName(),
      channel: openTabChannel(userId.value),
      // Undefined in an insecure context, despite the types.
      locks: (navigator as Partial<Navigator>).locks ?? null,
      open: openLiveOf(userId.value),
      isSeen: () => document.visibilityState === 'visible',
      onBegin: (key) => each(key, ({ onBegin }) => onBegin()),
      onItem: (item) =>
        each(keyOf(item), ({ onItem }) => onItem(item.type === 'item' ? (item.data as never) : (undefined as never))),
      onLost: () => followers.forEach(({ onLost }) => onLost?.()),
      onRefused: () => void session.recheck(),
    });
    hub.want([...new Set(topics.value)]);
  }

  function stop() {
    hub?.stop();
    hub = null;
  }

  function back() {
    // A page that was away missed the other tabs' messages: another account may have signed in.
    void session.recheck();
    start();
  }

  const retry = () => hub?.retry();
  watch(userId, start, { immediate: true });
  watch(topics, (now) => hub?.want([...new Set(now)]));
  const stopPageLife = onPageLife({ leave: stop, back });
  addEventListener('online', retry);
  onScopeDispose(() => {
    stopPageLife();
    removeEventListener('online', retry);
    stop();
  });
}

/** Not a UUID: `crypto.randomUUID` exists in secure contexts only. */
function newTabName(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
