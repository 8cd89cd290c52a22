import { EventEmitter } from 'node:events';
import type { Response } from 'express';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Listener, OpenStreams } from './open-streams.ts';

let registry: Registry;
let streams: OpenStreams;

beforeEach(() => {
  vi.useFakeTimers();
  registry = new Registry();
  streams = new OpenStreams(registry, { here: 2, caller: 3, all: 4 });
});
afterEach(() => void vi.useRealTimers());

const answer = (writableNeedDrain = false) => {
  const told = { status: vi.fn<(code: number) => unknown>(), set: vi.fn<() => unknown>() };
  const res = Object.assign(new EventEmitter(), { writableNeedDrain, destroy: vi.fn<() => void>(), ...told });
  told.status.mockReturnValue(res);
  return res;
};
const of = (id: string, workspaceId = 'w1', res = answer()): Listener => ({
  actor: { kind: 'user', id },
  workspaceId,
  res: res as unknown as Response,
});

async function* forever(signal: AbortSignal): AsyncGenerator<number> {
  for (let item = 0; !signal.aborted; item += 1) yield await Promise.resolve(item);
}

function open(listener: Listener) {
  const leaving = new AbortController();
  return { leaving, items: streams.keep(listener, leaving.signal, forever) };
}

const isOpen = async () => Number((await registry.getSingleMetric('patchbay_streams_open')?.get())?.values[0]?.value);

it('lets so many in of one caller in one workspace, and of one caller', async () => {
  open(of('ada'));
  open(of('ada'));
  const refused = answer();
  expect(() => open(of('ada', 'w1', refused))).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }));
  expect(refused.status).toHaveBeenCalledWith(429);
  open(of('ada', 'w2'));
  expect(() => open(of('ada', 'w3'))).toThrow();
  open(of('grace'));
  expect(await isOpen()).toBe(4);
});

it('ten accounts that take all places do not keep others out: the newest of who has the most makes room', async () => {
  const newest = answer();
  open(of('mallory', 'w1'));
  open(of('mallory', 'w1'));
  open(of('mallory', 'w2', newest));
  open(of('oscar'));
  open(of('ada'));
  expect(newest.destroy).toHaveBeenCalledOnce();
  expect(() => open(of('mallory', 'w3'))).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }));
  expect(await isOpen()).toBe(4);
});

it('a caller with as many as the others takes no place of theirs: streams would end each other forever', async () => {
  for (const id of ['ada', 'grace']) {
    open(of(id));
    open(of(id));
  }
  expect(() => open(of('ada', 'w2'))).toThrow();
  expect(() => open(of('grace', 'w2'))).toThrow();
  expect(await isOpen()).toBe(4);
});

it('counts one down when it ends, when its reader leaves, and when they leave before anything was read', async () => {
  const read = open(of('ada'));
  await read.items.next();
  await read.items.return(undefined);
  read.leaving.abort();
  expect(await isOpen()).toBe(0);
  const left = open(of('ada'));
  left.leaving.abort();
  expect(await isOpen()).toBe(0);
  const gone = new AbortController();
  gone.abort();
  streams.keep(of('ada'), gone.signal, forever);
  expect(await isOpen()).toBe(0);
});

it('ends one whose reader takes nothing for half a minute', () => {
  const [slow, quick] = [answer(true), answer(true)];
  open(of('ada', 'w1', slow));
  open(of('grace', 'w1', quick));
  vi.advanceTimersByTime(20_000);
  quick.writableNeedDrain = false;
  vi.advanceTimersByTime(5_000);
  quick.writableNeedDrain = true;
  vi.advanceTimersByTime(10_000);
  expect([slow.destroy.mock.calls.length > 0, quick.destroy.mock.calls.length]).toEqual([true, 0]);
  slow.emit('close');
  quick.emit('close');
  expect(vi.getTimerCount()).toBe(0);
});
