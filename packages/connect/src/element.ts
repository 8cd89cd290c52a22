import { MESSAGES_VERSION } from '@patchbay/contracts/connect-messages';
import { codeIn, flowIn, readUrl, received } from './read-message.ts';
import type { PatchbayConnectEventMap, SessionReason } from './types.ts';

/** Milliseconds after which hello is said again, until the frame answers. */
const HELLO_AFTER_MS = [0, 300, 700, 2_000, 5_000, 10_000];
const FIRST_HEIGHT = 360;

// On a server there are no elements: the module can be imported there, and does nothing.
const Base = typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement;

/** The connect page in a frame. */
// The interface below adds the types of its events, and nothing that the class would have to have.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export class PatchbayConnectElement extends Base {
  #url: string | null = null;
  #origin = '';
  #frame: HTMLIFrameElement | null = null;
  #isReady = false;
  #timers: ReturnType<typeof setTimeout>[] = [];

  /** The `url` of a session, which can be opened once. A property and no attribute, as it contains the session's token. */
  get url(): string | null {
    return this.#url;
  }

  set url(given: string | null) {
    this.#origin = given === null ? '' : readUrl(given).origin;
    this.#url = given;
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

  /** Your back end has confirmed the flow, or has been refused: the page looks at it now instead of within 1.5 seconds. */
  settled(flowId: string): void {
    if (this.#isReady) this.#post({ type: 'settled', flowId });
  }

  #load(): void {
    this.#stop();
    const url = this.#url;
    // Later, so that listeners that the same script adds after the element hear it.
    if (url === null) return void this.#timers.push(setTimeout(() => this.#ask('missing')));
    const frame = document.createElement('iframe');
    frame.title = this.getAttribute('frame-title') ?? 'Connect your apps';
    frame.referrerPolicy = 'no-referrer';
    // By properties: policies of hosts need not allow styles in markup.
    Object.assign(frame.style, { display: 'block', width: '100%', height: `${FIRST_HEIGHT}px`, border: '0' });
    (this.shadowRoot ?? this.attachShadow({ mode: 'open' })).replaceChildren(frame);
    this.#frame = frame;
    this.style.display ||= 'block';
    // Neither in an attribute, where the token would stay, nor as an entry of this tab's history.
    frame.contentWindow?.location.replace(url);
    // Again after each load: a frame that was reloaded has lost its session, and has to say so.
    frame.addEventListener('load', () => this.#hello());
  }

  #hello(): void {
    this.#clearTimers();
    this.#isReady = false;
    const say = () => void (this.#isReady || this.#post({ type: 'hello' }));
    this.#timers.push(...HELLO_AFTER_MS.map((after) => setTimeout(say, after)));
    this.#timers.push(setTimeout(() => this.#isReady || this.#ask('unreachable'), 15_000));
  }

  #post(message: { type: 'hello' } | { type: 'settled'; flowId: string }): void {
    this.#frame?.contentWindow?.postMessage({ patchbay: MESSAGES_VERSION, ...message }, this.#origin);
  }

  #stop(): void {
    this.#clearTimers();
    this.#isReady = false;
    this.#frame?.remove();
    this.#frame = null;
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  #ask(reason: SessionReason): void {
    this.#emit('patchbay-session', { reason });
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
        this.#isReady = true;
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
        this.#isReady = true;
        return this.#ask(message.reason === 'ended' ? 'ended' : 'opened');
      case 'popup_blocked':
        return this.#emit('patchbay-blocked', null);
      default:
        return this.#emit('patchbay-done', null);
    }
  };

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
