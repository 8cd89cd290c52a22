import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { endGrant } from '../grants/grants.ts';
import { ApiError, badRequest } from '../http/api-error.ts';
import { factsOf } from '../toolkits/auth-schemes.ts';
import type { AccountRecord } from '../store/state.ts';
import { changeAccount, findAccount } from './account-book.ts';
import { linkUrl } from './account.wire.ts';
import { refuseTakenAlias } from './create-link.ts';
import { openLink } from './open-link.ts';

export const patchAccountInput = z.object({
  alias: z.string().max(255).optional(),
  connection: z.record(z.string(), z.unknown()).optional(),
  experimental: z.record(z.string(), z.unknown()).optional(),
});

/** Sets the alias; an empty one clears it. */
export function patchAccount(
  context: SandboxContext,
  id: string,
  input: z.output<typeof patchAccountInput>,
): Record<string, unknown> {
  const account = findAccount(context, id);
  const alias = input.alias === undefined ? account.alias : input.alias || null;
  refuseTakenAlias(context, { ...account, alias });
  changeAccount(context, account, { alias });
  return { id, status: account.status, success: true };
}

/** Disables or enables an account; only an active one can become INACTIVE. */
export function setEnabled(context: SandboxContext, id: string, enabled: boolean): Record<string, unknown> {
  const account = findAccount(context, id);
  changeAccount(context, account, { isDisabled: !enabled, status: statusWhen(account, enabled) });
  return { success: true };
}

function statusWhen(account: AccountRecord, enabled: boolean): AccountRecord['status'] {
  if (enabled) return account.status === 'INACTIVE' ? 'ACTIVE' : account.status;
  return account.status === 'ACTIVE' ? 'INACTIVE' : account.status;
}

/** Revokes the tokens at the app. 400 when there are none to revoke, 409 when the account is not in use. */
export function revokeAccount(context: SandboxContext, id: string): Record<string, unknown> {
  const account = findAccount(context, id);
  if (account.authScheme !== 'OAUTH2') {
    throw badRequest('ConnectedAccount_RevocationNotSupported', `${account.authScheme} accounts cannot be revoked`);
  }
  if (account.status !== 'ACTIVE' && account.status !== 'REVOKED') {
    const message = `A connected account in ${account.status} cannot be revoked`;
    throw new ApiError({ status: 409, code: 409, slug: 'ConnectedAccount_NotRevokable', message });
  }
  const revokedNow = account.status === 'ACTIVE';
  if (revokedNow) revokeNow(context, account, 'Revoked via user-initiated revoke endpoint');
  return {
    revoked_tokens: revokedNow ? ['access_token', 'refresh_token'] : [],
    connected_account: { id, status: 'REVOKED' },
  };
}

function revokeNow(context: SandboxContext, account: AccountRecord, statusReason: string): void {
  changeAccount(context, account, { status: 'REVOKED', statusReason, tokenEndedAt: context.now() });
  endGrant(context, account);
}

/**
 * Restarts the authorization. As documented, this turns an ACTIVE account into INITIATED, which is why a client
 * should not call it.
 */
export function refreshAccount(
  context: SandboxContext,
  id: string,
  callbackUrl: string | undefined,
): Record<string, unknown> {
  const account = findAccount(context, id);
  if (!factsOf(account.authScheme).consents) return { id, status: account.status, redirect_url: null };
  const link = openLink(context, { ...account, status: 'INITIATED', statusReason: null }, callbackUrl ?? null);
  return { id, status: 'INITIATED', redirect_url: linkUrl(context, link.token) };
}

/** A soft delete: the row stays, but is hidden. The grant at the app is revoked only with `revoke_on_delete`. */
export function deleteAccount(context: SandboxContext, id: string, revoke: boolean): Record<string, unknown> {
  const account = findAccount(context, id);
  const mayRevoke = account.status === 'ACTIVE' && account.authScheme === 'OAUTH2';
  if (revoke && mayRevoke) revokeNow(context, account, 'Revoked as part of connection delete');
  changeAccount(context, findAccount(context, id), { deletedAt: context.now(), deadline: null });
  return { success: true, ...(revoke ? { revoke_job_id: `job_${account.uuid}` } : {}) };
}
