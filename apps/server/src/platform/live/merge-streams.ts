/** Opens one of several streams; it ends when `signal` aborts. */
type OpenStream<Item> = (signal: AbortSignal) => AsyncGenerator<Item>;

/**
 * The items of several streams as they arrive. Ends when all of them have ended, and fails with the first that fails; either way
 * none is left open. A busy stream does not keep the others waiting.
 */
export async function* mergeStreams<Item>(
  signal: AbortSignal,
  streams: readonly OpenStream<Item>[],
): AsyncGenerator<Item> {
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  const waiting = new Map<AsyncGenerator<Item>, Promise<Turn<Item>>>();
  const sources = streams.map((open) => open(either));
  for (const source of sources) ask(waiting, source);
  try {
    while (waiting.size > 0) {
      const { source, result } = await Promise.race(waiting.values());
      waiting.delete(source);
      if (result.done) continue;
      yield result.value;
      ask(waiting, source);
    }
  } finally {
    // First, because a stream that is waiting for its next item ends only by its signal.
    ending.abort();
    await Promise.allSettled(sources.map((source) => source.return(undefined)));
  }
}

interface Turn<Item> {
  source: AsyncGenerator<Item>;
  result: IteratorResult<Item>;
}

/** Appended at the end: of several that are ready, `Promise.race` picks the first. */
function ask<Item>(waiting: Map<AsyncGenerator<Item>, Promise<Turn<Item>>>, source: AsyncGenerator<Item>): void {
  waiting.set(
    source,
    source.next().then((result) => ({ source, result })),
  );
}
