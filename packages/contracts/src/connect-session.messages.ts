/**
 * Messages between the host's page (`<patchbay-connect>`, `openConnect()`), our frame, and our top-level windows. Without zod, for
 * pages and for the component. Every message is `{ patchbay: 1, type, … }`; a receiver ignores other versions, other types, and
 * every message whose `event.source` is not the window it expects. No `targetOrigin` is ever `*` for a message with a secret.
 *
 * **Host's page and frame**: the component says `hello` to the frame (`targetOrigin`: our origin). The frame answers to
 * `event.source` with `targetOrigin = event.origin`, only if that is one of `session.origins` and the source is its parent; `null`
 * is never one. From then on it talks to that parent alone.
 *
 * **Frame (or the host's page, headless) and window**: `/connect/window`, opened by it, says `window_hello` to `window.opener`
 * (`*`: it contains nothing). The opener answers `ticket` with `targetOrigin` our origin, if `event.source` is the window it opened
 * and `event.origin` is our origin. The window takes one ticket, and passes `event.origin` on to `redeem` as `from`.
 *
 * **Return and opener**: the return's page sends `code` to `window.opener` once for each of `[location.origin, ...handOver.origins]`,
 * with exactly that `targetOrigin`, so the browser delivers it to no other page. The opener answers `code_taken` to `event.source`
 * with `targetOrigin` our origin: our frame if the session is its own, after it has passed the code on to its parent; the host's
 * page if it made the session. No `code_taken` within {@link HAND_OVER_MS}, or no opener: `location.replace(handOver.returnTo)`.
 * With `code_taken` the window closes itself.
 */
export const MESSAGES_VERSION = 1;

/** Milliseconds that an opener has to take the code. */
export const HAND_OVER_MS = 1_000;

type Message<Type extends string, Fields = unknown> = { patchbay: typeof MESSAGES_VERSION; type: Type } & Fields;

/** The component to our frame. */
export type HostMessage =
  | Message<'hello'>
  /** The host's back end has confirmed, or refused, the flow: look at it now. */
  | Message<'settled', { flowId: string }>;

/** Our frame to the component. */
export type FrameMessage =
  /** Answers `hello`; until then the frame says nothing. */
  | Message<'ready', { sessionId: string; height: number }>
  | Message<'resize', { height: number }>
  /** For the host's back end, which calls `connectSessions.complete` with it and with who is signed in there. */
  | Message<'code', Code>
  | Message<'flow', { flowId: string; state: string; reason: string | null; app: string; connectionId: string }>
  /** The frame has lost its memory, or the session has ended: ask the back end for a new session. */
  | Message<'session_lost', { sessionId: string; reason: 'opened' | 'ended' }>
  /** The browser opened no window. Go to a new session's url at top level instead. */
  | Message<'popup_blocked'>
  /** The person is done. */
  | Message<'done'>;

/** A window to its opener. */
export type WindowMessage =
  | Message<'window_hello'>
  /**
   * A flow has ended without a code; `reason` as in `ConnectFlow`. Sent as the code is: to our own origin and the host's, each by
   * exactly that `targetOrigin`. Our frame closes the window then; from `openConnect()` the person goes on in it.
   */
  | Message<'window_ended', { flowId: string; reason: string | null }>;

/** An opener to its window. */
export type OpenerMessage = Message<'ticket', { ticket: string }> | Message<'code_taken', { flowId: string }>;

/** The return's page to its opener: the same message as our frame's to its parent. */
export interface Code {
  sessionId: string;
  flowId: string;
  connectionId: string;
  app: string;
  code: string;
}

export type ReturnMessage = Message<'code', Code>;

export type AnyMessage = HostMessage | FrameMessage | WindowMessage | OpenerMessage | ReturnMessage;

/** Whether `data` is a message of this version and of one of these types. The sender has to be checked besides. */
export function isMessage<Type extends AnyMessage['type']>(
  data: unknown,
  ...types: Type[]
): data is Extract<AnyMessage, { type: Type }> {
  if (typeof data !== 'object' || data === null || !('patchbay' in data) || !('type' in data)) return false;
  return data.patchbay === MESSAGES_VERSION && (types as unknown[]).includes(data.type);
}
