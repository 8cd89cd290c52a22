import { changeAccount } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import type { Person } from '../link/persona.ts';
import type { AccountRecord, GrantRecord } from '../store/state.ts';
import { factsOf } from '../toolkits/auth-schemes.ts';
import { expireAccount } from '../webhooks/fire.ts';

/** The service's reason on an account whose tokens stopped working. */
const REFRESH_FAILED = 'Permanent auth error during token refresh';

/** The grant that a person's approval creates at the app. Approving again gives the same grant, with one more token. */
export function grantOf(context: SandboxContext, account: AccountRecord, person: Person | null): GrantRecord | null {
  if (!factsOf(account.authScheme).consents || !person) return null;
  return { client: clientOf(context, account), person: person.email.trim().toLowerCase() };
}

/**
 * Auth configs with the same client id use the same client, even of two apps. The service has its own client for each
 * app.
 */
function clientOf({ store }: SandboxContext, { authConfigId, toolkit }: AccountRecord): string {
  const config = store.state.authConfigs.get(authConfigId);
  // A dynamically registered client belongs to this auth config.
  return config?.isManaged === false ? (config.clientId ?? authConfigId) : managedClient(toolkit);
}

export function managedClient(toolkit: string): string {
  return `managed:${toolkit}`;
}

/** A revocation at the app: every token of the grant ends, and the service notices at the next refresh of each. */
export function endGrant(context: SandboxContext, account: AccountRecord): void {
  const { accounts, foreignGrants } = context.store.state;
  const isSame = ({ grant }: { grant?: GrantRecord | null }) => sameGrant(grant, account.grant);
  for (const foreign of foreignGrants.values()) if (isSame(foreign)) foreign.tokenEndedAt ??= context.now();
  for (const other of [...accounts.values()].filter((each) => each.id !== account.id && isSame(each))) {
    if (other.deletedAt === null && other.status === 'ACTIVE') void expireAccount(context, other.id, REFRESH_FAILED);
    else changeAccount(context, other, { tokenEndedAt: other.tokenEndedAt ?? context.now() });
  }
  context.store.changed();
}

function sameGrant(one: GrantRecord | null | undefined, other: GrantRecord | null | undefined): boolean {
  return !!one && !!other && one.client === other.client && one.person === other.person;
}
