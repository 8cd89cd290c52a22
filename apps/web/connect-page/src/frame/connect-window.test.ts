// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aPeer, arrives, beAt, HOST, OURS, saidTo } from '../../test/window-messages.ts';
import { attend, type ConnectWindow } from './connect-window.ts';

let opened: ReturnType<typeof aPeer>;
let attended: ConnectWindow;
const onCode = vi.fn<(code: object) => boolean>();
const onEnded = vi.fn();
const onHelloAgain = vi.fn();
const CODE = { type: 'code', sessionId: 's', flowId: 'f', connectionId: 'c', app: 'slack', code: 'secret' };

beforeEach(() => {
  for (const mock of [onCode, onEnded, onHelloAgain]) mock.mockReset();
  beAt(`${OURS}/connect/x`);
  opened = aPeer();
  attended = attend(opened as unknown as Window, { onCode, onEnded, onHelloAgain });
});
afterEach(() => attended.close());

const fromWindow = () => ({ source: opened, origin: OURS });
const FOREIGN = [
  ['another window', () => ({ source: aPeer(), origin: OURS })],
  ['the window, once it is at another site', () => ({ source: opened, origin: HOST })],
  ['an opaque origin', () => ({ source: opened, origin: 'null' })],
] as const;

it('gives a ticket once, to our own origin alone, when the window has said hello', () => {
  attended.giveTicket('ticket');
  expect(saidTo(opened)).toEqual([]);
  arrives({ type: 'window_hello' }, fromWindow());
  arrives({ type: 'window_hello' }, fromWindow());
  expect(saidTo(opened)).toEqual([['ticket', OURS]]);
  expect(onHelloAgain).toHaveBeenCalledOnce();
});

it.each(FOREIGN)('gives no ticket to %s, and takes no code or end from it', (_, from) => {
  onCode.mockReturnValue(true);
  attended.giveTicket('ticket');
  for (const message of [{ type: 'window_hello' }, CODE, { type: 'window_ended', flowId: 'f', reason: null }]) {
    arrives(message, from());
  }
  expect(saidTo(opened)).toEqual([]);
  expect(onCode).not.toHaveBeenCalled();
  expect(onEnded).not.toHaveBeenCalled();
});

it('says that a code was taken only when it was passed on', () => {
  onCode.mockReturnValue(false);
  arrives(CODE, fromWindow());
  expect(saidTo(opened)).toEqual([]);
  onCode.mockReturnValue(true);
  arrives(CODE, fromWindow());
  expect(saidTo(opened)).toEqual([['code_taken', OURS]]);
});

it.each(['sessionId', 'flowId', 'connectionId', 'app', 'code'])('takes no code whose %s is no text', (field) => {
  onCode.mockReturnValue(true);
  for (const value of [undefined, null, 7, {}, '', 'x'.repeat(301)]) arrives({ ...CODE, [field]: value }, fromWindow());
  expect(onCode).not.toHaveBeenCalled();
});
