import type { RequestHandler } from 'express';

/** What can be switched while the sandbox runs. */
export interface Switches {
  /** Whether `/api/v1` and `/api/v2` answer 410 Gone, as the live service does since 2026-06-04. */
  legacyGone: boolean;
  /** Milliseconds that every API request takes at least. */
  latencyMs: number;
  /** Whether auth configs show the id of their own OAuth client. */
  showClientIds: boolean;
}

/** Lets every request wait for the latency in force when it arrives. */
export function delay(switches: Switches): RequestHandler {
  return (_request, _response, next) => {
    if (switches.latencyMs === 0) next();
    else setTimeout(next, switches.latencyMs);
  };
}
