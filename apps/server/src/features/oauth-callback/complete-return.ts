import { type Reason, reason } from '@patchbay/lifecycle';
import type { Attempt } from '../connections/attempt.entity.ts';
import type { ConnectionsDeps } from '../connections/connections.deps.ts';
import { type ReturnQuery, saysRefused } from './return.query.ts';

/**
 * With callback identity verification, tells the provider that the right person came back: before that the account does
 * not become active, so nobody can activate it by approving a link that was passed on (Composio, "Callback identity
 * verification"). To be called for a return that passed every check, and once. Answers how to end the attempt should its
 * account still not be active after that. Throws `ProviderFailure`.
 */
export async function completeReturn(
  { provider, verifier }: ConnectionsDeps,
  attempt: Attempt,
  query: ReturnQuery,
): Promise<Reason | undefined> {
  if (saysRefused(query)) return reason('denied', query.error ?? null);
  if (!verifier) return undefined;
  if (query.session_uri === undefined) return reason('provider_failed', 'the return carried no session');
  const completed = await provider.completeAuth(attempt.workspaceId, query.session_uri);
  return completed && completed.accountId === attempt.accountId ? undefined : reason('wrong_account');
}
