import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OpenBodies } from './open-bodies.ts';

const KIBIBYTE = 1024;
const POOLS = { known: 2048 * KIBIBYTE, anonymous: 2048 * KIBIBYTE, webhooks: 2048 * KIBIBYTE };
let bodies: OpenBodies;

beforeEach(() => {
  vi.useFakeTimers();
  bodies = new OpenBodies({ each: 1024 * KIBIBYTE, eachSender: 1536 * KIBIBYTE, ...POOLS });
});
afterEach(() => void vi.useRealTimers());

function body(length: number) {
  const socket = { bytesRead: 0, write: vi.fn<(text: string) => void>(), destroySoon: vi.fn<() => void>() };
  const headers = { 'content-length': String(length) };
  const req = Object.assign(new EventEmitter(), {
    headers,
    socket,
    complete: false,
    readableLength: 0,
    readableHighWaterMark: 65_536,
  });
  const res = Object.assign(new EventEmitter(), { setHeader: vi.fn<() => void>(), headersSent: false });
  const admit = (caller: string) =>
    bodies.admit(req as unknown as IncomingMessage, res as unknown as ServerResponse, {
      caller,
      maxBytes: 256 * KIBIBYTE,
    });
  return { req, res, socket, admit };
}
const limited = expect.objectContaining({ code: 'RATE_LIMITED' }) as Error;

it('300 bodies that stop before their end: four of a quarter mebibyte are taken, other senders have their own', () => {
  for (let count = 0; count < 4; count += 1) body(256 * KIBIBYTE).admit('user ada');
  expect(() => body(256 * KIBIBYTE).admit('user ada')).toThrow(limited);
  body(256 * KIBIBYTE).admit('user grace');
  for (let network = 0; network < 8; network += 1) body(256 * KIBIBYTE).admit(`address ${network}`);
  expect(() => body(10).admit('address 9')).toThrow(limited);
  body(256 * KIBIBYTE).admit('user grace');
});

it('webhooks are counted apart: a provider’s burst from one address was refused at sixteen, and others cannot use up its bytes', () => {
  for (let network = 0; network < 8; network += 1) body(256 * KIBIBYTE).admit(`address ${network}`);
  for (let count = 0; count < 6; count += 1) body(256 * KIBIBYTE).admit('webhooks address 1');
  expect(() => body(256 * KIBIBYTE).admit('webhooks address 1')).toThrow(limited);
  for (let count = 0; count < 2; count += 1) body(256 * KIBIBYTE).admit('webhooks address 2');
  expect(() => body(256 * KIBIBYTE).admit('webhooks address 3')).toThrow(limited);
});

it('small ones cost what a connection costs, and give it back when they end', () => {
  const open = Array.from({ length: 32 }, () => body(2));
  for (const { admit } of open) admit('user ada');
  expect(() => body(2).admit('user ada')).toThrow(limited);
  open[0]?.req.emit('end');
  body(2).admit('user ada');
  expect(() => body(2).admit('user ada')).toThrow(limited);
});

it('one whose sender slows down is cut with 408, one that keeps sending or waits for us is not', () => {
  const [slow, steady, waiting] = [body(200_000), body(200_000), body(200_000)];
  for (const { admit } of [slow, steady, waiting]) admit('user ada');
  waiting.req.readableLength = 65_536;
  for (let windows = 0; windows < 3; windows += 1) {
    steady.socket.bytesRead += 8 * KIBIBYTE;
    vi.advanceTimersByTime(5_000);
  }
  expect(slow.socket.write.mock.calls[0]?.[0]).toContain('HTTP/1.1 408 Request Timeout');
  expect(slow.socket.destroySoon).toHaveBeenCalled();
  expect([steady, waiting].map(({ socket }) => socket.destroySoon.mock.calls.length)).toEqual([0, 0]);
});

it('each has a whole window: one that began a moment before the others were looked at was cut with them', () => {
  const [slow, late] = [body(200_000), body(200_000)];
  slow.admit('user ada');
  vi.advanceTimersByTime(4_990);
  late.admit('user ada');
  vi.advanceTimersByTime(4_990);
  expect([slow, late].map(({ socket }) => socket.destroySoon.mock.calls.length)).toEqual([1, 0]);
  vi.advanceTimersByTime(1_010);
  expect(late.socket.destroySoon).toHaveBeenCalled();
});

it('a process that was held up for seconds blamed senders whose bytes had arrived: it reads them before it judges', () => {
  const one = body(200_000);
  one.admit('user ada');
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + 20_000);
  vi.advanceTimersByTime(4_000);
  expect(one.socket.destroySoon).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(one.socket.destroySoon).toHaveBeenCalled();
  vi.restoreAllMocks();
});

it('the calls of one batch are one body, and nothing is looked at when none is open', () => {
  const one = body(256 * KIBIBYTE);
  for (let calls = 0; calls < 10; calls += 1) one.admit('user ada');
  one.req.emit('close');
  expect(vi.getTimerCount()).toBe(0);
});
