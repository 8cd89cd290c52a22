import { changeAccount } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import { grantOf } from '../grants/grants.ts';
import { newSecret } from '../store/ids.ts';
import type { OpenLink } from './find-link.ts';
import { wordId } from './persona.ts';
import type { Person } from './persona.ts';
import { returnUrl } from './return-url.ts';
import type { Return } from './return-url.ts';

/** How long a return can be confirmed, in milliseconds; fixed by the service. */
const sessionTtlMs = 600_000;

/** Where the browser goes next; null if the caller gave no address. */
export type NextAddress = string | null;

/** Opening the page tells the service that a person has arrived. */
export function openPage(context: SandboxContext, { account }: OpenLink): void {
  if (account.status === 'INITIALIZING') changeAccount(context, account, { status: 'INITIATED' });
}

/** The person approves. In verifier mode the account then waits for `complete_auth`. */
export function approveLink(context: SandboxContext, open: OpenLink, person: Person | null): NextAddress {
  const { link, account } = open;
  const { verifierUrl } = context.store.state;
  closeLink(context, open);
  changeAccount(context, account, {
    status: verifierUrl ? 'INITIATED' : 'ACTIVE',
    statusReason: null,
    deadline: verifierUrl ? context.now() + sessionTtlMs : null,
    data: person ? { ...person } : {},
    wordId: person && wordId(account.toolkit, person),
    grant: grantOf(context, account, person),
    grantedScopes: (account.scopes ?? []).filter((scope) => !context.switches.withheldScopes.includes(scope)),
    tokenEndedAt: null,
  });
  if (verifierUrl !== null) {
    const address = context.switches.sessionTo === 'caller' ? link.callbackUrl : verifierUrl;
    return addressOf(address, { kind: 'session', uri: openSession(context, account.id) });
  }
  return addressOf(link.callbackUrl, { kind: 'success', accountId: account.id, appName: account.toolkit });
}

/** The person refuses. The account stays INITIATED and expires at its deadline, like at the live service. */
export function denyLink(context: SandboxContext, open: OpenLink): NextAddress {
  const { link, account } = open;
  closeLink(context, open);
  changeAccount(context, account, { status: 'INITIATED' });
  return addressOf(link.callbackUrl, {
    kind: 'failed',
    accountId: account.id,
    appName: account.toolkit,
    error: 'access_denied: the user refused the request',
  });
}

function closeLink(context: SandboxContext, { link }: OpenLink): void {
  link.answeredAt = context.now();
  link.formTokens = [];
  context.store.changed();
}

function openSession(context: SandboxContext, accountId: string): string {
  const uri = `urn:composio:session:${newSecret('cs')}`;
  const expiresAt = context.now() + sessionTtlMs;
  context.store.state.sessions.set(uri, { uri, accountId, expiresAt, usedAt: null });
  context.store.changed();
  return uri;
}

function addressOf(callbackUrl: string | null, outcome: Return): NextAddress {
  return callbackUrl === null ? null : returnUrl(callbackUrl, outcome);
}
