import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { findAuthConfig } from '../auth-configs/find-auth-config.ts';
import type { SandboxContext } from '../context.ts';
import { ApiError, badRequest } from '../http/api-error.ts';
import { idText } from '../http/parse-input.ts';
import { newId } from '../store/ids.ts';
import type { AccountRecord, AuthConfigRecord, LinkRecord } from '../store/state.ts';
import { usualScopesOf } from '../tools/scopes.ts';
import { liveAccounts } from './account-book.ts';
import { openLink } from './open-link.ts';

export const createLinkInput = z.object({
  auth_config_id: idText,
  user_id: idText,
  callback_url: z
    .url({ protocol: /^https?$/ })
    .max(4096)
    .optional(),
  alias: z.string().min(1).max(255).optional(),
  // Accepted but ignored: prefilled fields and sharing.
  connection_data: z.record(z.string(), z.unknown()).optional(),
  experimental: z.record(z.string(), z.unknown()).optional(),
});

type CreateLinkInput = z.output<typeof createLinkInput>;

/** Starts a flow: an account in INITIALIZING, and the hosted page for its person. */
export function createLink(context: SandboxContext, input: CreateLinkInput): LinkRecord {
  const config = findAuthConfig(context, input.auth_config_id);
  if (config.isDisabled) throw badRequest('AuthConfig_Disabled', `Auth config "${config.id}" is disabled`);
  const at = context.now();
  const account: AccountRecord = {
    id: newId('ca'),
    uuid: randomUUID(),
    wordId: null,
    alias: input.alias ?? null,
    userId: input.user_id,
    toolkit: config.toolkit,
    authConfigId: config.id,
    authScheme: config.authScheme,
    status: 'INITIALIZING',
    statusReason: null,
    isDisabled: false,
    data: {},
    scopes: scopesAskedFor(context, config),
    deadline: null,
    linkToken: null,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  };
  refuseTakenAlias(context, account);
  return openLink(context, account, input.callback_url ?? null);
}

function scopesAskedFor({ catalog }: SandboxContext, { toolkit, authScheme, scopes }: AuthConfigRecord): string[] {
  const known = catalog.toolkit(toolkit);
  return authScheme === 'OAUTH2' && known ? [...(scopes ?? usualScopesOf(known))] : [];
}

/**
 * "Must be unique per userId and toolkit within the project" (SDK 0.19.0). Unfinished and ended flows do not reserve
 * an alias.
 */
export function refuseTakenAlias(context: SandboxContext, account: AccountRecord): void {
  if (account.alias === null) return;
  const taken = liveAccounts(context).some(
    (other) =>
      other.id !== account.id &&
      other.userId === account.userId &&
      other.toolkit === account.toolkit &&
      other.alias === account.alias &&
      (other.status === 'ACTIVE' || other.status === 'INACTIVE'),
  );
  if (!taken) return;
  throw new ApiError({
    status: 409,
    code: 409,
    slug: 'ConnectedAccount_AliasAlreadyExists',
    message: `Alias "${account.alias}" is already used by another connected account of this user and toolkit`,
  });
}
