/** Windows of messages, for tests of who is listened to. */
import { vi } from 'vitest';
import type { Peer } from '../src/frame/messages.ts';

export const OURS = 'https://patchbay.example';
export const HOST = 'https://acme.example';

export function aPeer() {
  return { postMessage: vi.fn<Peer['postMessage']>(), close: vi.fn<() => void>(), focus: vi.fn<() => void>() };
}

/** A message as the browser delivers it: no page can choose its source or origin. */
export function arrives(data: object, { source, origin }: { source: unknown; origin: string }): void {
  const event = new MessageEvent('message', { data: { patchbay: 1, ...data }, origin });
  Object.defineProperty(event, 'source', { value: source });
  dispatchEvent(event);
}

/** What was said to a window, with the only origin that may hear it. */
export function saidTo(peer: ReturnType<typeof aPeer>): [type: string, targetOrigin: string][] {
  return peer.postMessage.mock.calls.map(([message, origin]) => [(message as { type: string }).type, origin]);
}

/** The address of the page under test. */
export function beAt(href: string): void {
  (globalThis as unknown as { happyDOM: { setURL: (url: string) => void } }).happyDOM.setURL(href);
}
