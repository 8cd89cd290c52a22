// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aPeer, arrives, HOST, saidTo } from '../../test/window-messages.ts';
import { askTicket } from './ask-ticket.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('says hello without a secret, and passes on from where the ticket came, for the server to judge', async () => {
  const opener = aPeer();
  const asked = askTicket(opener);
  expect(opener.postMessage.mock.calls).toEqual([[{ patchbay: 1, type: 'window_hello' }, '*']]);
  arrives({ type: 'ticket', ticket: 'ours' }, { source: opener, origin: HOST });
  expect(await asked).toEqual({ ticket: 'ours', from: HOST });
  expect(saidTo(opener)).toHaveLength(1);
});

it('takes none of another window, an opaque origin, or another kind of value, and the first that fits', async () => {
  const opener = aPeer();
  const asked = askTicket(opener);
  arrives({ type: 'ticket', ticket: 'theirs' }, { source: aPeer(), origin: HOST });
  arrives({ type: 'ticket', ticket: 'theirs' }, { source: opener, origin: 'null' });
  arrives({ type: 'ticket', ticket: 7 }, { source: opener, origin: HOST });
  arrives({ type: 'ticket', ticket: 'first' }, { source: opener, origin: HOST });
  arrives({ type: 'ticket', ticket: 'second' }, { source: opener, origin: 'https://evil.example' });
  expect(await asked).toEqual({ ticket: 'first', from: HOST });
});

it('waits twenty seconds, and not for ever', async () => {
  const asked = askTicket(aPeer());
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await asked).toBeNull();
});
