/** What your back end passes to `connectSessions.complete`, with the id of the user who is signed in there. Works once. */
export interface ConnectCode {
  sessionId: string;
  flowId: string;
  connectionId: string;
  /** The app's slug, such as `gmail`. */
  app: string;
  code: string;
}

/** How connecting or disconnecting one app stands. */
export interface ConnectFlow {
  flowId: string;
  connectionId: string;
  app: string;
  state: 'started' | 'authorizing' | 'confirming' | 'done' | 'failed';
  /** Why it failed, as a permanent code. */
  reason: string | null;
}

/** An app was not connected: the person declined it (`denied`), or the code of another reason. */
export interface ConnectFailure {
  flowId: string;
  reason: string;
}

/**
 * Why the component needs a session: it has none yet (`missing`), its frame has lost the one it had (`opened`), it has ended
 * (`ended`), or its page did not answer (`unreachable`).
 */
export type SessionReason = 'missing' | 'opened' | 'ended' | 'unreachable';

/** The events of `<patchbay-connect>`. They do not bubble. */
export interface PatchbayConnectEventMap {
  /** Create a session on your back end, and set the element's `url` to the session's. Not sent with a `createSession`. */
  'patchbay-session': CustomEvent<{ reason: SessionReason }>;
  /** No session could be opened, several times: the element shows it, with a button. `error`: what `createSession` rejected with. */
  'patchbay-failed': CustomEvent<{ reason: SessionReason; error: unknown }>;
  'patchbay-ready': CustomEvent<{ sessionId: string }>;
  /** Pass it to your back end at once: it is valid for two minutes. Call `settled(flowId)` when your back end has answered. */
  'patchbay-code': CustomEvent<ConnectCode>;
  'patchbay-flow': CustomEvent<ConnectFlow>;
  /** The browser opened no window. `openConnect()` with `redirect: true` works without one. */
  'patchbay-blocked': CustomEvent<null>;
  /** The person is done. */
  'patchbay-done': CustomEvent<null>;
}
