import { type AnyMessage, isMessage, MESSAGES_VERSION } from '@patchbay/contracts/connect-messages';

type Type = AnyMessage['type'];
type Fields<Sent extends Type> = Omit<Extract<AnyMessage, { type: Sent }>, 'patchbay' | 'type'>;

/** A window, as far as messages need it. */
export interface Peer {
  postMessage: (message: unknown, targetOrigin: string) => void;
}

export function post<Sent extends Type>(
  peer: Peer,
  targetOrigin: string,
  message: { type: Sent } & Fields<Sent>,
): void {
  peer.postMessage({ patchbay: MESSAGES_VERSION, ...message }, targetOrigin);
}

/** Tells the opener, if it is a page of ours or of the host, that a flow has ended without a code. */
export function postEnded(
  opener: Peer,
  { flowId, reason, origins }: { flowId: string; reason: string | null; origins: string[] },
): void {
  for (const origin of [location.origin, ...origins]) post(opener, origin, { type: 'window_ended', flowId, reason });
}

interface Expected<Wanted extends Type> {
  /** The window that may send it; everything from others is ignored. */
  from: () => unknown;
  /** Origins that it may have then. */
  origins: (origin: string) => boolean;
  types: Wanted[];
}

export interface Received<Wanted extends Type> {
  message: Extract<AnyMessage, { type: Wanted }>;
  origin: string;
}

/** Calls `take` for each expected message, until what it answers is called. */
export function listen<Wanted extends Type>(
  { from, origins, types }: Expected<Wanted>,
  take: (received: Received<Wanted>) => void,
): () => void {
  function onMessage({ data, source, origin }: MessageEvent<unknown>) {
    // An opaque origin is `null` for everyone: it names no page.
    if (origin === 'null' || source === null || source !== from() || !origins(origin)) return;
    if (isMessage(data, ...types)) take({ message: data, origin });
  }
  addEventListener('message', onMessage);
  return () => removeEventListener('message', onMessage);
}

export const isOwnOrigin = (origin: string): boolean => origin === location.origin;

/** Fields of messages are what another page wrote: a field counts only as text of an acceptable length. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 300;
}
