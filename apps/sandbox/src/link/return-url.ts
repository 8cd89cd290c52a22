/** The parameters with which the browser returns. */
export type Return =
  | { kind: 'success'; accountId: string; appName: string }
  | { kind: 'failed'; accountId: string; appName: string; error: string }
  | { kind: 'session'; uri: string };

/**
 * The caller's address with the outcome appended. Its own query is kept byte for byte, even if it already has a
 * `status`: as with the live service, the caller has to tell them apart.
 */
export function returnUrl(callbackUrl: string, outcome: Return): string {
  const url = new URL(callbackUrl);
  const extra = new URLSearchParams(paramsOf(outcome)).toString();
  url.search = url.search === '' ? extra : `${url.search}&${extra}`;
  return url.href;
}

// Both spellings of the account id exist in practice, so both are sent.
function paramsOf(outcome: Return): Record<string, string> {
  if (outcome.kind === 'session') return { session_uri: outcome.uri };
  return {
    status: outcome.kind,
    connected_account_id: outcome.accountId,
    connectedAccountId: outcome.accountId,
    appName: outcome.appName,
    ...(outcome.kind === 'failed' ? { error: outcome.error } : {}),
  };
}
