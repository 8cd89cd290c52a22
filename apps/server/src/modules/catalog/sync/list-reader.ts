import { type CatalogPage, ProviderFailure } from '@patchbay/provider';
import type { Logger } from '../../../platform/logging/logger.ts';

/** If a larger share of a list is invalid, the format has changed; a smaller share is a few bad items. */
const MAX_UNREADABLE = 0.1;

/** Invalid items of a list that are logged individually. */
const MAX_LOGGED = 20;

/** Reads one of the provider's lists and skips invalid items: one of them must not fail the whole sync. */
export class ListReader {
  /** The slugs of skipped items. They are still listed, so our rows of them stay unchanged. */
  readonly unreadable: string[] = [];
  readonly #what: string;
  readonly #log: Logger;
  #read = 0;
  #leftOut = 0;

  /** `what` the list contains, for messages. */
  constructor(what: string, log: Logger) {
    this.#what = what;
    this.#log = log;
  }

  /**
   * Throws a `ProviderFailure` at the end of a list if too many items were skipped, or earlier if all of its first
   * items are invalid.
   */
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
      if (this.#leftOut <= MAX_LOGGED)
        this.#log.warn({ slug, why }, `catalog: skipped one of the provider’s ${this.#what}`);
    }
  }

  #judge(): void {
    const all = this.#read + this.#leftOut;
    if (this.#leftOut <= all * MAX_UNREADABLE) return;
    throw new ProviderFailure('invalid', `${this.#what}: ${this.#leftOut} of ${all} cannot be read`);
  }
}
