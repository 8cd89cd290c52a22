import type { SandboxContext } from '../context.ts';
import type { AccountRecord, AccountStatus } from '../store/state.ts';
import { factsOf } from '../toolkits/auth-schemes.ts';

// Credentials are redacted in responses since June 2026, for managed and custom configs alike.
const redacted = 'REDACTED';

/** An account as a list shows it. */
export function accountItem(context: SandboxContext, account: AccountRecord): Record<string, unknown> {
  const config = context.store.state.authConfigs.get(account.authConfigId);
  return {
    id: account.id,
    word_id: account.wordId,
    alias: account.alias,
    user_id: account.userId,
    status: account.status,
    status_reason: account.statusReason,
    toolkit: { slug: account.toolkit },
    auth_config: {
      id: account.authConfigId,
      auth_scheme: account.authScheme,
      is_composio_managed: config?.isManaged ?? false,
      is_disabled: config?.isDisabled ?? false,
    },
    state: { authScheme: account.authScheme, val: stateValues(context, account) },
    data: dataOf(context, account),
    is_disabled: account.isDisabled,
    created_at: new Date(account.createdAt).toISOString(),
    updated_at: new Date(account.updatedAt).toISOString(),
  };
}

/** An account as `GET /connected_accounts/:id` shows it. */
export function accountWire(context: SandboxContext, account: AccountRecord): Record<string, unknown> {
  const requested = account.authScheme === 'OAUTH2' ? { requested_scopes: account.scopes ?? [] } : {};
  return { ...accountItem(context, account), params: {}, ...requested };
}

/** Where the page of this link is. */
export function linkUrl(context: SandboxContext, token: string): string {
  return `${context.publicUrl()}/link/${token}`;
}

/** `data` is deprecated, and its former content is redacted. */
function dataOf({ switches }: SandboxContext, account: AccountRecord): Record<string, unknown> {
  if (switches.identityIn === 'data') return account.data;
  return Object.fromEntries([...Object.keys(account.data), ...held(account)].map((name) => [name, redacted]));
}

function stateValues(context: SandboxContext, account: AccountRecord): Record<string, unknown> {
  const status = stateStatus(account);
  const redirectUrl = linkUrl(context, account.linkToken ?? '');
  if (status === 'INITIATED') return { status, ...(factsOf(account.authScheme).consents && flowValues(redirectUrl)) };
  if (status === 'FAILED') return { status, error: account.statusReason ?? 'failed' };
  if (status === 'EXPIRED') return { status, expired_at: new Date(account.updatedAt).toISOString() };
  if (status === 'INITIALIZING' || status === 'REVOKED') return { status };
  return { status, ...values(held(account)), ...grantedScopes(account), ...displayName(context, account) };
}

/** With blanks between them, as apps answer (RFC 6749, section 5.1). */
function grantedScopes({ authScheme, grantedScopes: scopes }: AccountRecord): Record<string, unknown> {
  return authScheme === 'OAUTH2' && scopes ? { scope: scopes.join(' ') } : {};
}

/** What OAuth 1 and DCR accounts contain, besides the address, while a person consents. */
function flowValues(redirectUrl: string): Record<string, unknown> {
  return { redirectUrl, ...values(['oauth_token', 'oauth_token_secret', 'client_id']), authUri: redirectUrl };
}

/** Accounts with keys do not fail or expire by themselves, so their state has no such statuses. */
function stateStatus({ authScheme, status }: AccountRecord): AccountStatus {
  if (status === 'REVOKED') return authScheme === 'OAUTH2' ? status : 'EXPIRED';
  if (status !== 'FAILED' && status !== 'EXPIRED') return status;
  return factsOf(authScheme).consents ? status : 'INITIATED';
}

function displayName({ switches }: SandboxContext, { data }: AccountRecord): Record<string, unknown> {
  const name = data['email'] ?? data['name'];
  return switches.identityIn === 'state' && name !== undefined ? { displayName: name } : {};
}

function held({ authScheme, status }: AccountRecord): readonly string[] {
  return status === 'ACTIVE' || status === 'INACTIVE' ? factsOf(authScheme).holds : [];
}

function values(names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, redacted]));
}
