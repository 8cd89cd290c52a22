// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { handOver } from './hand-over.ts';

const OURS = 'https://patchbay.example';
const HOST = 'https://acme.example';
const given = {
  sessionId: 's',
  flowId: 'f',
  connectionId: 'c',
  app: 'slack',
  code: 'secret',
  origins: [HOST],
  returnTo: `${HOST}/return?patchbay_code=secret`,
  expiresAt: '',
};

function aWindow(opener: { postMessage: (message: unknown, origin: string) => void } | null) {
  return { opener, origin: OURS, goTo: vi.fn(), close: vi.fn() };
}
function anOpener() {
  return { postMessage: vi.fn() };
}
function answer(source: unknown, origin: string, flowId = 'f') {
  const event = new MessageEvent('message', { data: { patchbay: 1, type: 'code_taken', flowId }, origin });
  Object.defineProperty(event, 'source', { value: source });
  dispatchEvent(event);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('offers the code to exactly our own origin and the session’s, and closes when it is taken', async () => {
  const opener = anOpener();
  const window = aWindow(opener);
  const done = handOver(given, window);
  expect(opener.postMessage.mock.calls.map(([, origin]) => origin as string)).toEqual([OURS, HOST]);
  answer(opener, HOST);
  expect(await done).toBe('taken');
  expect(window.close).toHaveBeenCalledOnce();
  expect(window.goTo).not.toHaveBeenCalled();
});

it('offers it once where the session is of our own pages: its host was given the code twice', async () => {
  const opener = anOpener();
  const done = handOver({ ...given, origins: [OURS] }, aWindow(opener));
  expect(opener.postMessage).toHaveBeenCalledOnce();
  answer(opener, OURS);
  expect(await done).toBe('taken');
});

it('goes to the host when no page takes it within a second, or there is none', async () => {
  const window = aWindow(anOpener());
  const done = handOver(given, window);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await done).toBe('sent_back');
  const alone = aWindow(null);
  expect(await handOver(given, alone)).toBe('sent_back');
  for (const { goTo } of [window, alone]) expect(goTo).toHaveBeenCalledWith(given.returnTo);
});

it('takes no answer of another window, another origin, an opaque one, or for another flow', async () => {
  const opener = anOpener();
  const window = aWindow(opener);
  const done = handOver(given, window);
  answer(anOpener(), HOST);
  answer(opener, 'https://acme.example.evil.test');
  answer(opener, 'null');
  answer(opener, HOST, 'another');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await done).toBe('sent_back');
});
