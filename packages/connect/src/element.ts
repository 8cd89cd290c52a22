import { MESSAGES_VERSION } from '@patchbay/contracts/connect-messages';
import { failureNotice } from './failure-notice.ts';
import { codeIn, flowIn, readUrl, received } from './read-message.ts';
import type { PatchbayConnectEventMap, SessionReason } from './types.ts';

/** Milliseconds after which hello is said again, until the frame answers. */
const HELLO_AFTER_MS = [0, 100, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000];
const UNREACHABLE_AFTER_MS = 15_000;
/** Milliseconds for the page to load at all. */
const LOADED_AFTER_MS = 60_000;
/** Milliseconds before each of the sessions that are asked for, as long as none could be opened; then the person decides. */
const ASK_AFTER_MS = [0, 2_000, 8_000];
const FIRST_HEIGHT = 360;

/** For the developer's console: a browser tells a page nothing of a frame that it does not show. */
const CAUSES: Record<SessionReason, string> = {
  missing: 'there is no url: the last session could not be created',
  opened: 'a url opens once, and this one was opened before',
  ended: 'the session has ended',
  unreachable: 'the frame did not load: is the origin of this page among the `origins` of the session?',
};

// On a server there are no elements: the module can be imported there, and does nothing.
const Base = typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement;

/** The connect page in a frame. */
// The interface below adds the types of its events, and nothing that the class would have to have.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export class PatchbayConnectElement extends Base {
  /**
   * Asks your back end for a session, and resolves to its `url`. It is called whenever the element needs one; alternatively, listen
   * to `patchbay-session` and set `url`.
   */
  createSession: ((reason: SessionReason) => string | Promise<string>) | null = null;
  #url: string | null = null;
  #origin = '';
  #frame: HTMLIFrameElement | null = null;
  #isReady = false;
  #isLost = false;
  #timers: ReturnType<typeof setTimeout>[] = [];
  /** Sessions that were asked for since the page was last shown. */
  #asked = 0;
  #error: unknown = null;
  #isHeard = false;
  /** What was asked before anything listened. */
  #unheard: SessionReason | null = null;

  /** The `url` of a session, which can be opened once. A property and no attribute, as it contains the session's token. */
  get url(): string | null {
    return this.#url;
  }

  set url(given: string | null) {
    this.#origin = given === null ? '' : readUrl(given).origin;
    this.#url = given;
    this.#unheard = null;
    if (this.isConnected) this.#load();
  }

  connectedCallback(): void {
    addEventListener('message', this.#onMessage);
    this.#load();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#onMessage);
    this.#stop();
  }

  /** A listener that comes late, as after an `await`, hears what was asked before it was there. */
  override addEventListener(...given: Parameters<HTMLElement['addEventListener']>): void {
    super.addEventListener(...given);
    if (given[0] !== 'patchbay-session') return;
    this.#isHeard = true;
    const reason = this.#unheard;
    this.#unheard = null;
    if (reason !== null) this.#timers.push(setTimeout(() => this.#request(reason)));
  }

  /** Your back end has confirmed the flow, or has been refused: the page looks at it now instead of within 1.5 seconds. */
  settled(flowId: string): void {
    if (this.#isReady) this.#post({ type: 'settled', flowId });
  }

  #load(): void {
    this.#stop();
    const url = this.#url;
    if (url === null) return this.#ask('missing');
    const frame = document.createElement('iframe');
    frame.title = this.getAttribute('frame-title') ?? 'Connect your apps';
    frame.referrerPolicy = 'no-referrer';
    // By properties: policies of hosts need not allow styles in markup.
    Object.assign(frame.style, { display: 'block', width: '100%', height: `${FIRST_HEIGHT}px`, border: '0' });
    this.#show(frame);
    this.#frame = frame;
    // Neither in an attribute, where the token would stay, nor as an entry of this tab's history.
    frame.contentWindow?.location.replace(url);
    this.#timers.push(setTimeout(() => this.#ask('unreachable'), LOADED_AFTER_MS));
    // Again after each load: a frame that was reloaded has lost its session, and has to say so.
    frame.addEventListener('load', () => this.#hello());
  }

  #show(content: HTMLElement): void {
    (this.shadowRoot ?? this.attachShadow({ mode: 'open' })).replaceChildren(content);
    this.style.display ||= 'block';
  }

  #hello(): void {
    this.#clearTimers();
    [this.#isReady, this.#isLost] = [false, false];
    const say = () => void (this.#isReady || this.#post({ type: 'hello' }));
    this.#timers.push(...HELLO_AFTER_MS.map((after) => setTimeout(say, after)));
    this.#timers.push(setTimeout(() => this.#isReady || this.#ask('unreachable'), UNREACHABLE_AFTER_MS));
  }

  #post(message: { type: 'hello' } | { type: 'settled'; flowId: string }): void {
    this.#frame?.contentWindow?.postMessage({ patchbay: MESSAGES_VERSION, ...message }, this.#origin);
  }

  #stop(): void {
    this.#clearTimers();
    [this.#isReady, this.#isLost] = [false, false];
    this.#frame?.remove();
    this.#frame = null;
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  /** Later and later, and then not by itself: a page that can never be shown must not cost a session every few seconds. */
  #ask(reason: SessionReason): void {
    const after = ASK_AFTER_MS[this.#asked];
    this.#asked += 1;
    if (after === undefined) return this.#giveUp(reason);
    // Never in this turn, so that what the same script sets up after the element is there.
    this.#timers.push(setTimeout(() => this.#request(reason), after));
  }

  #request(reason: SessionReason): void {
    if (this.createSession) void this.#create(reason, this.createSession);
    else if (this.#isHeard) this.#emit('patchbay-session', { reason });
    else this.#unheard = reason;
  }

  async #create(reason: SessionReason, createSession: NonNullable<this['createSession']>): Promise<void> {
    try {
      const url = await createSession(reason);
      if (this.isConnected) this.url = url;
    } catch (error) {
      // Given to the host when there is no other try.
      this.#error = error;
      if (this.isConnected) this.#ask(reason);
    }
  }

  #giveUp(reason: SessionReason): void {
    this.#stop();
    this.#show(failureNotice(this, () => this.#again(reason)));
    // oxlint-disable-next-line no-console -- for the developer, who would see an empty frame
    console.error(`patchbay-connect: ${CAUSES[reason]}`, this.#error ?? '');
    this.#emit('patchbay-failed', { reason, error: this.#error });
  }

  #again(reason: SessionReason): void {
    this.#asked = 0;
    this.#error = null;
    this.#ask(reason);
  }

  #emit<Name extends keyof PatchbayConnectEventMap>(name: Name, detail: PatchbayConnectEventMap[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  readonly #onMessage = (event: MessageEvent<unknown>): void => {
    const from = { window: this.#frame?.contentWindow ?? null, origin: this.#origin };
    const types = ['ready', 'resize', 'code', 'flow', 'session_lost', 'popup_blocked', 'done'] as const;
    const message = received(event, from, ...types);
    if (!message) return;
    switch (message.type) {
      case 'ready':
        this.#size(message.height);
        if (this.#isReady) return;
        [this.#isReady, this.#asked, this.#error] = [true, 0, null];
        return this.#emit('patchbay-ready', { sessionId: message.sessionId });
      case 'resize':
        return this.#size(message.height);
      case 'code': {
        const code = codeIn(message);
        return code ? this.#emit('patchbay-code', code) : undefined;
      }
      case 'flow':
        return this.#emit('patchbay-flow', flowIn(message));
      case 'session_lost':
        return this.#onLost(message.reason === 'ended' ? 'ended' : 'opened');
      case 'popup_blocked':
        return this.#emit('patchbay-blocked', null);
      default:
        return this.#emit('patchbay-done', null);
    }
  };

  /** Once for each page: it says so again to every hello. */
  #onLost(reason: SessionReason): void {
    if (this.#isLost) return;
    this.#clearTimers();
    [this.#isReady, this.#isLost] = [true, true];
    this.#ask(reason);
  }

  #size(height: number): void {
    if (this.#frame && Number.isFinite(height) && height > 0) this.#frame.style.height = `${Math.ceil(height)}px`;
  }
}

export interface PatchbayConnectElement {
  addEventListener<Name extends keyof PatchbayConnectEventMap>(
    type: Name,
    listener: (this: PatchbayConnectElement, event: PatchbayConnectEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'patchbay-connect': PatchbayConnectElement;
  }
}

/** Makes `<patchbay-connect>` known to this page, once. Importing the package does it. */
export function defineElement(): void {
  if (typeof customElements === 'undefined' || customElements.get('patchbay-connect')) return;
  customElements.define('patchbay-connect', PatchbayConnectElement);
}
