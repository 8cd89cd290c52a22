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
  /** Null if unavailable: locks exist in secure contexts only (https, or localhost). */
  locks: Locks | null;
  isSeen: () => boolean;
  onLead: () => void;
  onFollow: () => void;
}

/**
 * Milliseconds between two pings of a follower, and the number of unanswered ones after which the leader counts as
 * gone.
 */
const ASK_EVERY_MS = 450;
const SILENT_ASKS = 3;

/**
 * Elects the one of a person's tabs that holds the stream, with a Web Lock, which the browser passes on as soon as
 * the tab that holds it closes or crashes. A tab that hangs keeps its lock: a visible tab notices that it does not
 * respond, and steals the lock. Without locks, the pings alone decide, and of two tabs that claim leadership the one
 * with the lower name stays.
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
  /**
   * Another tab has pinged since this tab's last turn. Every tab hears the ping and the response, so they count for
   * all.
   */
  #isAsked = false;

  constructor(deps: LeadershipDeps) {
    this.#deps = deps;
    this.#locks = deps.locks;
    deps.channel.listen((call) => {
      if (call.type === 'ping') this.#hearPing();
      else if (call.type === 'here' || call.type === 'lead') this.#heard(call.tab);
      // A lock passes on by itself; without one, the next turn claims leadership.
      else if (call.type === 'resign' && !this.#locks) this.#unanswered = SILENT_ASKS;
    });
    this.#asking = setInterval(() => this.#ask(), ASK_EVERY_MS);
    if (deps.locks) this.#wait();
    // There may be no leader yet, so the first unanswered ping decides, and not the third.
    else this.#unanswered = SILENT_ASKS;
    deps.channel.post({ type: 'ping' });
  }

  /** Gives up leadership permanently, so that another tab takes over right away. */
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
    // With locks, the only remaining case is a leader that hangs, which matters only to a visible tab.
    if (this.#leads || (this.#locks && !isSeen())) {
      this.#unanswered = 0;
      return;
    }
    if (this.#unanswered >= SILENT_ASKS) return this.#claim();
    this.#unanswered += 1;
    // Otherwise thirty tabs that each ping, and receive every ping and response, would keep a browser busy.
    if (!this.#isAsked) channel.post({ type: 'ping' });
    this.#isAsked = false;
  }

  #claim(): void {
    this.#unanswered = 0;
    if (!this.#locks) return this.#lead();
    this.#queue.abort();
    this.#wait({ steal: true });
  }

  /** Queues for the lock, or takes it from the tab that holds it with `steal`. */
  #wait(options: { steal?: true } = {}): void {
    this.#queue = new AbortController();
    const { signal } = this.#queue;
    // Browsers do not allow a signal together with `steal`, which waits for nothing.
    void this.#locks
      ?.request(this.#deps.name, options.steal ? options : { signal }, () => this.#hold())
      .catch((error: unknown) => {
        // Or this tab has left the queue itself.
        if (!signal.aborted) this.#dispossessed(error);
      });
  }

  async #hold(): Promise<void> {
    // Granted while this page was being left.
    if (this.#stopped) return;
    const released = new Promise<void>((resolve) => (this.#release = resolve));
    this.#lead();
    await released;
  }

  /** Taken by a tab that found this one unresponsive; or the browser has locks but refuses them to this page. */
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
