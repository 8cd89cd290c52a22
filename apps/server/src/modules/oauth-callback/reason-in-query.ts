import { type Reason, reason } from '@patchbay/lifecycle';
import type { ConnectionsDeps } from '../connections/index.ts';
import { type ReturnQuery, saysRefused } from './return.query.ts';

/** The reason with which a return of the right person ends the attempt if its account is not active. */
export function reasonInQuery({ verifier }: ConnectionsDeps, query: ReturnQuery): Reason | undefined {
  if (saysRefused(query)) return reason('denied', query.error ?? null);
  if (verifier && query.session_uri === undefined) return reason('provider_failed', 'the return carried no session');
  return undefined;
}
