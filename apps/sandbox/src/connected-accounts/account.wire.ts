import type { AuthScheme } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import type { AccountRecord } from '../store/state.ts';

// Tokens are redacted in answers since June 2026, for managed and custom configs alike.
const redacted = 'REDACTED';

/** An account as `GET /connected_accounts/:id` shows it. */
export function accountWire(context: SandboxContext, account: AccountRecord): Record<string, unknown> {
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
    data: account.data,
    params: {},
    is_disabled: account.isDisabled,
    created_at: new Date(account.createdAt).toISOString(),
    updated_at: new Date(account.updatedAt).toISOString(),
  };
}

/** Where the page of this link is. */
export function linkUrl(context: SandboxContext, token: string): string {
  return `${context.publicUrl()}/link/${token}`;
}

function stateValues(context: SandboxContext, account: AccountRecord): Record<string, unknown> {
  const { status } = account;
  if (status === 'INITIATED') return { status, redirectUrl: linkUrl(context, account.linkToken ?? '') };
  if (status === 'ACTIVE' || status === 'INACTIVE') return { status, ...credentials[account.authScheme] };
  if (status === 'FAILED') return { status, error: account.statusReason ?? 'failed' };
  if (status === 'EXPIRED') return { status, expired_at: new Date(account.updatedAt).toISOString() };
  return { status };
}

const credentials: Readonly<Record<AuthScheme, Readonly<Record<string, unknown>>>> = {
  OAUTH2: { access_token: redacted, refresh_token: redacted, token_type: 'Bearer', expires_in: 3600 },
  API_KEY: { generic_api_key: redacted },
  BEARER_TOKEN: { token: redacted },
  BASIC: { username: redacted, password: redacted },
  NO_AUTH: {},
};
