import { expect, it } from 'vitest';
import { mergeStreams } from './merge-streams.ts';

/** Tells what it is given, and afterwards nothing until its signal aborts. */
function telling<Item>(items: Iterable<Item>, ended: (name: string) => void = () => undefined) {
  return async function* (signal: AbortSignal): AsyncGenerator<Item> {
    try {
      for (const item of items) yield await Promise.resolve(item);
      if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    } finally {
      ended('ended');
    }
  };
}

async function take<Item>(merged: AsyncGenerator<Item>, count: number): Promise<Item[]> {
  const taken: Item[] = [];
  while (taken.length < count) taken.push((await merged.next()).value as Item);
  return taken;
}

it('tells what each of them tells, in the order of each', async () => {
  const stop = new AbortController();
  const merged = mergeStreams(stop.signal, [telling(['a1', 'a2']), telling(['b1', 'b2'])]);
  const taken = await take(merged, 4);
  expect(taken.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a2']);
  expect(taken.filter((item) => item.startsWith('b'))).toEqual(['b1', 'b2']);
  stop.abort();
  expect((await merged.next()).done).toBe(true);
});

it('lets one with much to tell not keep the others waiting', async () => {
  const stop = new AbortController();
  const busy = Array.from({ length: 1_000 }, () => 'busy');
  const merged = mergeStreams(stop.signal, [telling(busy), telling(['quiet'])]);
  expect(await take(merged, 5)).toContain('quiet');
  stop.abort();
});

it('leaves none open when its reader goes, and when one of them fails', async () => {
  const ends: string[] = [];
  const ended = (name: string) => ends.push(name);
  const left = mergeStreams(new AbortController().signal, [telling(['a'], ended), telling(['b'], ended)]);
  await left.next();
  await left.return(undefined);
  expect(ends).toHaveLength(2);

  async function* failing(): AsyncGenerator<string> {
    yield await Promise.reject<string>(new Error('the database is away'));
  }
  const failed = mergeStreams(new AbortController().signal, [failing, telling<string>([], ended)]);
  await expect(failed.next()).rejects.toThrow('the database is away');
  expect(ends).toHaveLength(3);
});

it('ends with the last of them', async () => {
  async function* one(): AsyncGenerator<number> {
    yield await Promise.resolve(1);
  }
  const merged = mergeStreams(new AbortController().signal, [one, one]);
  expect(await take(merged, 2)).toEqual([1, 1]);
  expect((await merged.next()).done).toBe(true);
});
