/** What the browser is sent back with. */
export type Return =
  | { kind: 'success'; accountId: string; appName: string }
  | { kind: 'failed'; accountId: string; appName: string; error: string }
  | { kind: 'session'; uri: string };

/**
 * The caller's own address with the outcome appended. Its own query is kept byte for byte, also where it already says
 * `status`: telling the two apart is the caller's business, as it is with the live service.
 */
export function returnUrl(callbackUrl: string, outcome: Return): string {
  const url = new URL(callbackUrl);
  const extra = new URLSearchParams(paramsOf(outcome)).toString();
  url.search = url.search === '' ? extra : `${url.search}&${extra}`;
  return url.href;
}

// Both spellings of the account id are out in the wild, so both are sent.
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
