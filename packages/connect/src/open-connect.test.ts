import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openConnect } from './open-connect.ts';

const ORIGIN = 'https://connect.example';
const ID = 'A'.repeat(22);
const url = `${ORIGIN}/connect/${ID}#token`;
const CODE = { sessionId: ID, flowId: 'f', connectionId: 'c', app: 'slack', code: 'secret' };
let popup: {
  closed: boolean;
  close: () => void;
  postMessage: ReturnType<typeof vi.fn>;
  location: { replace: () => void };
};
let page: EventTarget;

beforeEach(() => {
  vi.useFakeTimers();
  popup = { closed: false, close: vi.fn(), postMessage: vi.fn(), location: { replace: vi.fn() } };
  page = new EventTarget();
  const globals = {
    window: { open: () => popup },
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: page.removeEventListener.bind(page),
    screenX: 0,
    screenY: 0,
    outerWidth: 1_280,
    outerHeight: 900,
  };
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

interface Sender {
  source?: unknown;
  origin?: string;
}

function arrives(data: object, { source = popup, origin = ORIGIN }: Sender = {}): void {
  const event = new MessageEvent('message', { data: { patchbay: 1, type: 'code', ...data }, origin });
  Object.defineProperty(event, 'source', { value: source });
  page.dispatchEvent(event);
}

it('takes the code of its own session, from the window it opened, and answers to our origin alone', async () => {
  const result = openConnect({ createSession: () => url });
  await vi.advanceTimersByTimeAsync(0);
  arrives({ ...CODE, sessionId: 'B'.repeat(22) });
  arrives(CODE, { source: {} });
  arrives(CODE, { origin: 'https://evil.example' });
  expect(popup.postMessage).not.toHaveBeenCalled();
  arrives(CODE);
  expect(await result).toEqual({ outcome: 'code', ...CODE });
  expect(popup.postMessage.mock.calls).toEqual([[{ patchbay: 1, type: 'code_taken', flowId: 'f' }, ORIGIN]]);
});

it('opens nothing that is no address of a session, and closes the window', async () => {
  await expect(openConnect({ createSession: () => 'javascript:alert(1)' })).rejects.toThrow(TypeError);
  expect(popup.close).toHaveBeenCalledOnce();
  expect(popup.location.replace).not.toHaveBeenCalled();
});
