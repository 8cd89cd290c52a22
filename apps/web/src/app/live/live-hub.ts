import { Leadership, type Locks } from './leadership.ts';
import { keyOf, type LiveItem, type TopicKey } from './live-topic.ts';
import { type OpenLive, SharedStream } from './shared-stream.ts';
import { channelName, type StreamState, type TabCall, type TabChannel } from './tab-channel.ts';

export interface HubDeps {
  userId: string;
  /** This page's name among the tabs. */
  tab: string;
  channel: TabChannel;
  locks: Locks | null;
  open: OpenLive;
  isSeen: () => boolean;
  /** Called when following starts or resumes without a position: the page missed everything before this moment. */
  onBegin: (key: TopicKey) => void;
  onItem: (item: LiveItem) => void;
  onLost: () => void;
  /** The reader may no longer follow something here, or another account has signed in: check the session again. */
  onRefused: () => void;
}

/** How many received items are remembered: after a handover the last ones may arrive twice. */
const REMEMBERED = 500;

/** This tab's part in the shared stream: it announces its topics, and holds the stream while it leads. */
export class LiveHub {
  readonly #deps: HubDeps;
  readonly #leadership: Leadership;
  readonly #cursors = new Map<TopicKey, string>();
  readonly #begun = new Set<TopicKey>();
  readonly #told = new Set<string>();
  #topics: TopicKey[] = [];
  #stream: SharedStream | null = null;

  constructor(deps: HubDeps) {
    this.#deps = deps;
    const { channel, tab, locks, isSeen, userId } = deps;
    channel.listen((call) => this.#hear(call));
    this.#leadership = new Leadership({
      tab,
      channel,
      locks,
      isSeen,
      name: channelName(userId),
      onLead: () => this.#lead(),
      onFollow: () => this.#follow(),
    });
  }

  /** Whether this tab holds the stream. */
  get leads(): boolean {
    return this.#stream !== null;
  }

  /** The topics that this tab follows from now on. */
  want(topics: TopicKey[]): void {
    this.#topics = topics;
    for (const key of this.#begun) if (!topics.includes(key)) this.#begun.delete(key);
    this.#join();
  }

  /** The network is back: the stream may not have noticed that it was lost, and may have missed items. */
  retry(): void {
    this.#begun.clear();
    if (this.#stream) this.#stream.reopen();
    else this.#join();
  }

  stop(): void {
    this.#follow();
    this.#deps.channel.post({ type: 'leave', tab: this.#deps.tab });
    this.#leadership.stop();
    this.#deps.channel.close();
  }

  #lead(): void {
    this.#stream = new SharedStream({
      open: this.#deps.open,
      cursors: this.#cursors,
      onItem: (item) => this.#tell({ type: 'told', item }),
      onState: (state) => this.#tell(state),
      onRefused: () => this.#tell({ type: 'refused' }),
    });
    this.#join();
  }

  #follow(): void {
    this.#stream?.stop();
    this.#stream = null;
  }

  #join(): void {
    const { tab, channel } = this.#deps;
    if (this.#stream) this.#stream.join(tab, this.#topics);
    else channel.post({ type: 'join', tab, topics: this.#topics });
  }

  /** Sends to the other tabs and to this one, because a channel does not reach its own sender. */
  #tell(call: TabCall): void {
    this.#deps.channel.post(call);
    this.#hear(call);
  }

  #hear(call: TabCall): void {
    if (call.type === 'join') this.#stream?.join(call.tab, call.topics);
    else if (call.type === 'leave') this.#stream?.leave(call.tab);
    else if (call.type === 'lead') this.#join();
    else if (call.type === 'state') this.#stand(call);
    else if (call.type === 'told') this.#receive(call.item);
    else if (call.type === 'refused') this.#deps.onRefused();
  }

  #stand({ state, topics }: StreamState): void {
    if (state === 'lost') {
      this.#begun.clear();
      return this.#deps.onLost();
    }
    for (const key of Object.keys(topics) as TopicKey[]) {
      const { cursor, fresh } = topics[key] as StreamState['topics'][TopicKey];
      this.#cursors.set(key, cursor);
      if (!this.#topics.includes(key) || (this.#begun.has(key) && !fresh)) continue;
      this.#begun.add(key);
      this.#deps.onBegin(key);
    }
  }

  #receive(item: LiveItem): void {
    const key = keyOf(item);
    if (item.type !== 'ended') this.#cursors.set(key, item.cursor);
    if (!this.#topics.includes(key)) return;
    if (item.type === 'ended') return this.#deps.onRefused();
    if (item.type === 'item' && this.#isNews(`${key} ${item.cursor}`)) this.#deps.onItem(item);
  }

  #isNews(name: string): boolean {
    if (this.#told.has(name)) return false;
    this.#told.add(name);
    const [oldest] = this.#told;
    if (this.#told.size > REMEMBERED && oldest !== undefined) this.#told.delete(oldest);
    return true;
  }
}
