// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aPeer, arrives, HOST, saidTo } from '../../test/window-messages.ts';
import { bridgeToHost, type HostBridge } from './host-bridge.ts';

const SECOND = 'https://app.acme.example';
let parent: ReturnType<typeof aPeer>;
let bridge: HostBridge;
const onSettled = vi.fn();
const CODE = { type: 'code', sessionId: 's', flowId: 'f', connectionId: 'c', app: 'slack', code: 'secret' } as const;
const greeting = () => ({ type: 'ready', sessionId: 's', height: 1 }) as const;

beforeEach(() => {
  parent = aPeer();
  onSettled.mockReset();
  vi.spyOn(window, 'parent', 'get').mockReturnValue(parent as never);
  bridge = bridgeToHost({ origins: [HOST, SECOND], greeting, onSettled });
});
afterEach(() => {
  bridge.stop();
  vi.restoreAllMocks();
});

it('says nothing before a page of the session said hello, least of all a code', () => {
  expect(bridge.send(CODE)).toBe(false);
  expect(saidTo(parent)).toEqual([]);
});

it('answers a hello of the parent from a listed origin, to exactly that origin', () => {
  arrives({ type: 'hello' }, { source: parent, origin: HOST });
  expect(bridge.send(CODE)).toBe(true);
  expect(saidTo(parent)).toEqual([
    ['ready', HOST],
    ['code', HOST],
  ]);
});

it('says what came before the hello after its greeting, to that page alone: a blocked window was lost', () => {
  bridge.send({ type: 'popup_blocked' });
  bridge.send(CODE);
  arrives({ type: 'hello' }, { source: parent, origin: 'https://evil.example' });
  arrives({ type: 'hello' }, { source: parent, origin: HOST });
  arrives({ type: 'hello' }, { source: parent, origin: HOST });
  expect(saidTo(parent)).toEqual([
    ['ready', HOST],
    ['popup_blocked', HOST],
    ['ready', HOST],
  ]);
});

it.each([
  ['of another origin', () => ({ source: parent, origin: 'https://evil.example' })],
  ['of a look-alike', () => ({ source: parent, origin: `${HOST}.evil.example` })],
  ['of an opaque origin', () => ({ source: parent, origin: 'null' })],
  ['of another window', () => ({ source: aPeer(), origin: HOST })],
  ['of no window', () => ({ source: null, origin: HOST })],
])('hears no hello %s', (_, from) => {
  arrives({ type: 'hello' }, from());
  expect(bridge.send(CODE)).toBe(false);
  expect(saidTo(parent)).toEqual([]);
});

it('stays with the first page: another one of the session’s that took its place hears no code', () => {
  arrives({ type: 'hello' }, { source: parent, origin: HOST });
  arrives({ type: 'hello' }, { source: parent, origin: SECOND });
  bridge.send(CODE);
  expect(saidTo(parent).map(([, origin]) => origin)).toEqual([HOST, HOST]);
});

it('takes “settled” from the page that said hello alone', () => {
  arrives({ type: 'settled', flowId: 'f' }, { source: parent, origin: HOST });
  arrives({ type: 'hello' }, { source: parent, origin: HOST });
  arrives({ type: 'settled', flowId: 'f' }, { source: parent, origin: SECOND });
  expect(onSettled).not.toHaveBeenCalled();
  arrives({ type: 'settled', flowId: 'f' }, { source: parent, origin: HOST });
  expect(onSettled).toHaveBeenCalledExactlyOnceWith('f');
});
