interface Beat {
  timer: NodeJS.Timeout;
  listeners: Set<() => void>;
}

/** Calls all listeners of an interval at the same moments. Each returned function stops one of them. */
export class Beats {
  readonly #beats = new Map<number, Beat>();

  join(everyMs: number, listener: () => void): () => void {
    const { timer, listeners } = this.#of(everyMs);
    listeners.add(listener);
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      clearInterval(timer);
      this.#beats.delete(everyMs);
    };
  }

  #of(everyMs: number): Beat {
    const known = this.#beats.get(everyMs);
    if (known) return known;
    const listeners = new Set<() => void>();
    const tell = () => {
      for (const listener of listeners) listener();
    };
    const beat = { timer: setInterval(tell, everyMs), listeners };
    this.#beats.set(everyMs, beat);
    return beat;
  }
}
