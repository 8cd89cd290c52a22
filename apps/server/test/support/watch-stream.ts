import type { TestBrowser } from './test-browser.ts';

/** A stream of server-sent events as a reader sees it: text, and an end. */
export class WatchStream implements AsyncDisposable {
  readonly #abort: AbortController;
  #text = '';
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  #came: () => void = () => undefined;

  constructor(answer: Response, abort: AbortController) {
    this.#abort = abort;
    this.ended = this.#read(answer);
  }

  /** What has arrived so far. */
  get text(): string {
    return this.#text;
  }

  /** Resolves when `words` have arrived. Rejects if the stream ends before. */
  async until(words: string): Promise<void> {
    let over = false;
    void this.ended.then(() => (over = true));
    while (!this.#text.includes(words)) {
      if (over) throw new Error(`the stream ended without ${words}: ${this.#text}`);
      await Promise.race([new Promise<void>((resolve) => (this.#came = resolve)), this.ended]);
    }
  }

  async #read(answer: Response): Promise<void> {
    try {
      for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        this.#text += chunk.replaceAll('\\"', '"');
        this.#came();
      }
    } catch (error) {
      // Ended by this side.
      if (!this.#abort.signal.aborted) throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.ended;
  }
}

type WatchPath = 'connections.watch' | 'events.watch';

/** Opens a stream of the browser's workspace, which contains everything that happens after this resolves. */
export async function openStream(browser: TestBrowser, path: WatchPath): Promise<WatchStream> {
  const feature = path === 'connections.watch' ? browser.trpc.connections : browser.trpc.events;
  return watchFrom(browser, path, await feature.position.query());
}

/** The same, with everything since `lastEventId`. */
export async function watchFrom(
  browser: TestBrowser,
  path: WatchPath,
  position: { lastEventId: string; types?: string[]; endUserId?: string; tags?: string[] },
): Promise<WatchStream> {
  const input = JSON.stringify(position);
  const abort = new AbortController();
  const headers = { 'x-patchbay-workspace': browser.workspaceId, accept: 'text/event-stream' };
  const address = `/trpc/${path}?input=${encodeURIComponent(input)}`;
  const stream = new WatchStream(await browser.fetch(address, { headers, signal: abort.signal }), abort);
  await stream.until('event: connected');
  return stream;
}
