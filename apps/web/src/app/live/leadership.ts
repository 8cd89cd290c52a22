import type { TabChannel } from './tab-channel.ts';

/** The part of the browser's LockManager that is used here. */
export interface Locks {
  request: (
    name: string,
    options: { steal?: boolean; signal?: AbortSignal },
    held: () => Promise<void>,
  ) => Promise<unknown>;
}

export interface LeadershipDeps {
  tab: string;
  name: string;
  channel: TabChannel;
  /** Null where there are none: they exist in secure contexts only (https, or localhost). */
  locks: Locks | null;
  isSeen: () => boolean;
  onLead: () => void;
  onFollow: () => void;
}

/** Milliseconds. How often a follower asks whether the leader is there, and how many unanswered make it gone. */
const ASK_EVERY_MS = 450;
const SILENT_ASKS = 3;

/**
 * Which of a person's tabs holds the stream. By a Web Lock, which the browser passes on as soon as the tab that
 * holds it closes or crashes. A tab that hangs keeps its lock: a visible tab notices that it does not answer, and steals the
 * lock. Without locks the same pings decide alone, and of two tabs that claim the lead the one with the lower name stays.
 */
export class Leadership {
  readonly #deps: LeadershipDeps;
  readonly #asking: ReturnType<typeof setInterval>;
  #queue = new AbortController();
  #release: (() => void) | null = null;
  #locks: Locks | null;
  #leads = false;
  #stopped = false;
  #unanswered = 0;
  /** Another tab has asked since this one's last turn. Its question and the answer reach every tab, so they count for all. */
  #isAsked = false;

  constructor(deps: LeadershipDeps) {
    this.#deps = deps;
    this.#locks = deps.locks;
    deps.channel.listen((call) => {
      if (call.type === 'ping') this.#hearPing();
      else if (call.type === 'here' || call.type === 'lead') this.#heard(call.tab);
      // The lock is passed on by itself; without one the next turn claims.
      else if (call.type === 'resign' && !this.#locks) this.#unanswered = SILENT_ASKS;
    });
    this.#asking = setInterval(() => this.#ask(), ASK_EVERY_MS);
    if (deps.locks) this.#wait();
    // There may be no leader yet: the first question decides, and not the third.
    else this.#unanswered = SILENT_ASKS;
    deps.channel.post({ type: 'ping' });
  }

  /** Gives up the lead for good, so that another tab takes over immediately. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#asking);
    this.#queue.abort();
    if (this.#leads) this.#post('resign');
    this.#leads = false;
    this.#release?.();
  }

  #hearPing(): void {
    this.#isAsked = true;
    if (this.#leads) this.#post('here');
  }

  #heard(leader: string): void {
    this.#unanswered = 0;
    if (!this.#leads || this.#locks) return;
    if (leader < this.#deps.tab) this.#follow();
    else this.#post('lead');
  }

  #ask(): void {
    const { channel, isSeen } = this.#deps;
    // With locks the only case left is a leader that hangs, which matters only to a visible tab.
    if (this.#leads || (this.#locks && !isSeen())) {
      this.#unanswered = 0;
      return;
    }
    if (this.#unanswered >= SILENT_ASKS) return this.#claim();
    this.#unanswered += 1;
    // Thirty tabs that each ask, and hear each question and answer, keep a browser busy with nothing.
    if (!this.#isAsked) channel.post({ type: 'ping' });
    this.#isAsked = false;
  }

  #claim(): void {
    this.#unanswered = 0;
    if (!this.#locks) return this.#lead();
    this.#queue.abort();
    this.#wait({ steal: true });
  }

  /** In the line for the lock, or, with `steal`, ahead of it and of the tab that holds it. */
  #wait(options: { steal?: true } = {}): void {
    this.#queue = new AbortController();
    const { signal } = this.#queue;
    // The browsers forbid a signal together with `steal`, which waits for nothing.
    void this.#locks
      ?.request(this.#deps.name, options.steal ? options : { signal }, () => this.#hold())
      .catch((error: unknown) => {
        // Or this tab has left the line itself.
        if (!signal.aborted) this.#dispossessed(error);
      });
  }

  async #hold(): Promise<void> {
    // Granted while this page was going.
    if (this.#stopped) return;
    const released = new Promise<void>((resolve) => (this.#release = resolve));
    this.#lead();
    await released;
  }

  /** Taken by a tab that found this one silent; or the browser has locks and does not give them to this page. */
  #dispossessed(error: unknown): void {
    const isTaken = error instanceof DOMException && error.name === 'AbortError';
    if (!isTaken) this.#locks = null;
    this.#follow();
    this.#wait();
  }

  #lead(): void {
    this.#leads = true;
    this.#post('lead');
    this.#deps.onLead();
  }

  #follow(): void {
    this.#leads = false;
    this.#deps.onFollow();
  }

  #post(type: 'here' | 'lead' | 'resign'): void {
    this.#deps.channel.post({ type, tab: this.#deps.tab });
  }
}
