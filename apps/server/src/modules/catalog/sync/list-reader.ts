import { type CatalogPage, ProviderFailure } from '@patchbay/provider';
import type { Logger } from '../../../platform/logging/logger.ts';

/** A list of which a larger share cannot be read is one of another kind, and not ours with some odd items. */
const MOST_UNREADABLE = 0.1;

/** Items of a list about which a line is logged each. */
const MOST_LOGGED = 20;

/** Reads one list of the provider's, and leaves out unreadable items: one of them must not end the sync for all. */
export class ListReader {
  /** The slugs of what was left out. It is listed, so what we have of it stays as it is. */
  readonly unreadable: string[] = [];
  readonly #what: string;
  readonly #log: Logger;
  #read = 0;
  #leftOut = 0;

  /** `what` is in it, for messages. */
  constructor(what: string, log: Logger) {
    this.#what = what;
    this.#log = log;
  }

  /** Throws a `ProviderFailure` at the end of a list of which too much was left out, or when its beginning is. */
  async *read<Item>(pages: AsyncIterable<CatalogPage<Item>>): AsyncGenerator<Item[]> {
    for await (const page of pages) {
      this.#leaveOut(page);
      this.#read += page.items.length;
      if (this.#read === 0) this.#judge();
      yield page.items;
    }
    this.#judge();
  }

  #leaveOut({ unreadable }: CatalogPage<unknown>): void {
    for (const { slug, why } of unreadable) {
      this.#leftOut += 1;
      if (slug !== null) this.unreadable.push(slug);
      if (this.#leftOut <= MOST_LOGGED)
        this.#log.warn({ slug, why }, `catalog: left out one of the provider’s ${this.#what}`);
    }
  }

  #judge(): void {
    const all = this.#read + this.#leftOut;
    if (this.#leftOut <= all * MOST_UNREADABLE) return;
    throw new ProviderFailure('invalid', `${this.#what}: ${this.#leftOut} of ${all} cannot be read`);
  }
}
