import type { RequestHandler } from 'express';

/**
 * Behavior about which a client may make wrong assumptions. Each default is the live service's if that is known, and
 * otherwise the variant that is harder for a client; switch it to find out what a client assumes.
 */
export interface Switches {
  /**
   * Whether `/api/v1` and `/api/v2` answer 410 Gone, as the live service does since 2026-06-04. Default false, so
   * that they can be tested.
   */
  legacyGone: boolean;
  /** Minimum duration of every API request in milliseconds. */
  latencyMs: number;
  /** Whether auth configs show the id of their own OAuth client. Default false. */
  showClientIds: boolean;
  /** The key's permissions, as `accounts:write`; null for all. */
  keyScopes: readonly string[] | null;
  /** Where an account names its person. Default `state`: `state.val.displayName`, while `data` is redacted. */
  identityIn: 'state' | 'data' | 'nowhere';
  /** How a `limit` above a list's maximum is handled. Default `refuse`; only known to be reduced for auth configs. */
  overLimit: 'refuse' | 'cut';
  /** Whether lists of tools count hidden entries, so that every page may be short. Default true. */
  countsHidden: boolean;
  /** Whether reading a webhook subscription returns its secret. Default false: only at creation and rotation. */
  secretOnRead: boolean;
  /** Whether some triggers of the project's own OAuth clients need a webhook endpoint. Default true. */
  needsEndpoints: boolean;
  /** Permissions that people leave out when they approve, as some apps let them. Default none. */
  withheldScopes: readonly string[];
  /** Whether a refusal of entered credentials quotes them, as apps do whose words are passed on. Default true. */
  quotesCredentials: boolean;
  /** Whether POST /connected_accounts still starts managed OAuth. Default false: retired on 2026-07-03. */
  managedInitiate: boolean;
  /**
   * Where browsers bring the session of a verified callback. Default `project`: the verifier URL, and not the
   * caller's.
   */
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
  withheldScopes: [],
  quotesCredentials: true,
  managedInitiate: false,
  sessionTo: 'project',
};

/** Delays every request by the current latency. */
export function delay(switches: Switches): RequestHandler {
  return (_request, _response, next) => {
    if (switches.latencyMs === 0) next();
    else setTimeout(next, switches.latencyMs);
  };
}
