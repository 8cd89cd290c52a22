/** What a run made at the provider. It is removed in the reverse order, whatever comes in between. */
export class Made {
  readonly #removals: { what: string; remove: () => Promise<unknown> }[] = [];

  add(what: string, remove: () => Promise<unknown>): void {
    this.#removals.push({ what, remove });
  }

  /** Removes all of it; answers what could not be removed. */
  async removeAll(): Promise<string[]> {
    const left: string[] = [];
    for (let next = this.#removals.pop(); next; next = this.#removals.pop()) {
      const { what, remove } = next;
      await remove().catch((error: unknown) => left.push(`${what}: ${String(error)}`));
    }
    return left;
  }
}
