/** What a run has created at the provider. Removed in reverse order, even after errors. */
export class Made {
  readonly #removals: { what: string; remove: () => Promise<unknown> }[] = [];

  add(what: string, remove: () => Promise<unknown>): void {
    this.#removals.push({ what, remove });
  }

  /** Removes all of it; returns what could not be removed. */
  async removeAll(): Promise<string[]> {
    const left: string[] = [];
    for (let next = this.#removals.pop(); next; next = this.#removals.pop()) {
      const { what, remove } = next;
      await remove().catch((error: unknown) => left.push(`${what}: ${String(error)}`));
    }
    return left;
  }
}
