import { expect, it } from 'vitest';
import { codeIn, readUrl, received } from './read-message.ts';

/** C4 on the host's page: only the frame, or the window, that the page opened itself is listened to. */
const frame = {} as Window;
const ORIGIN = 'https://connect.example';
const from = { window: frame, origin: ORIGIN };
const CODE = { sessionId: 's', flowId: 'f', connectionId: 'c', app: 'slack', code: 'secret' };
const event = (more: Partial<Record<'data' | 'source' | 'origin', unknown>> = {}) =>
  ({ data: { patchbay: 1, type: 'code', ...CODE }, source: frame, origin: ORIGIN, ...more }) as MessageEvent<unknown>;

it('takes a message of the frame, from our origin', () => {
  expect(received(event(), from, 'code')).toMatchObject(CODE);
});

it.each([
  ['of another window', event({ source: {} }), from],
  ['of a window that is gone', event({ source: null }), { window: null, origin: ORIGIN }],
  ['of the frame, once it is at another site', event({ origin: 'https://evil.example' }), from],
  ['of an opaque origin', event({ origin: 'null' }), from],
  ['of another version', event({ data: { patchbay: 2, type: 'code', ...CODE } }), from],
  ['of another type', event({ data: { patchbay: 1, type: 'ticket', ticket: 'x' } }), from],
  ['that is no message of ours', event({ data: 'code' }), from],
])('takes none %s', (_, given, expected) => {
  expect(received(given, expected, 'code')).toBeNull();
});

it.each(['sessionId', 'flowId', 'connectionId', 'app', 'code'])('takes no code whose %s is no text', (field) => {
  expect(codeIn({ ...CODE, [field]: 7 })).toBeNull();
  expect(codeIn(CODE)).toEqual(CODE);
});

it.each([
  'javascript:alert(1)//connect/AAAAAAAAAAAAAAAAAAAAAA',
  'data:text/html,/connect/AAAAAAAAAAAAAAAAAAAAAA',
  'https://connect.example/connect/short',
  'https://connect.example/other/AAAAAAAAAAAAAAAAAAAAAA',
])('opens no frame at %s', (url) => {
  expect(() => readUrl(url)).toThrow(TypeError);
});
