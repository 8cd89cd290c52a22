import type { RequestHandler } from 'express';

/**
 * How the service behaves where a client may guess wrong. Each is as the live service by default, where that is known, and as
 * the reading that asks more of a client, where it is not; set it to the other side to see what a client takes for granted.
 */
export interface Switches {
  /** Whether `/api/v1` and `/api/v2` answer 410 Gone, as the live service does since 2026-06-04. Default false: they are tried. */
  legacyGone: boolean;
  /** Milliseconds that every API request takes at least. */
  latencyMs: number;
  /** Whether auth configs show the id of their own OAuth client. Default false. */
  showClientIds: boolean;
  /** What the key may do, as `accounts:write`; null for everything. */
  keyScopes: readonly string[] | null;
  /** Where an account names its person. Default `state`: `state.val.displayName`, and `data` is redacted. */
  identityIn: 'state' | 'data' | 'nowhere';
  /** What becomes of a `limit` over a list's bound. Default `refuse`; known to be cut for auth configs only. */
  overLimit: 'refuse' | 'cut';
  /** Whether lists of tools count entries that they do not show, so that every page may be short. Default true. */
  countsHidden: boolean;
  /** Whether reads of a webhook subscription tell its secret. Default false: at creation and rotation only. */
  secretOnRead: boolean;
  /** Whether some triggers of own OAuth clients need a webhook endpoint. Default true. */
  needsEndpoints: boolean;
  /** Whether POST /connected_accounts still starts managed OAuth. Default false: retired on 2026-07-03. */
  managedInitiate: boolean;
  /** Where browsers bring the session of a verified callback. Default `project`: the verifier URL, and nothing of the caller's. */
  sessionTo: 'project' | 'caller';
}

export const defaultSwitches: Switches = {
  legacyGone: false,
  latencyMs: 0,
  showClientIds: false,
  keyScopes: null,
  identityIn: 'state',
  overLimit: 'refuse',
  countsHidden: true,
  secretOnRead: false,
  needsEndpoints: true,
  managedInitiate: false,
  sessionTo: 'project',
};

/** Lets every request wait for the latency in force when it arrives. */
export function delay(switches: Switches): RequestHandler {
  return (_request, _response, next) => {
    if (switches.latencyMs === 0) next();
    else setTimeout(next, switches.latencyMs);
  };
}
