import { z } from 'zod';
import { findAuthConfig } from '../auth-configs/find-auth-config.ts';
import type { SandboxContext } from '../context.ts';
import { ApiError, badRequest } from '../http/api-error.ts';
import { idText } from '../http/parse-input.ts';
import { personOf } from '../link/persona.ts';
import type { AccountRecord, AuthConfigRecord } from '../store/state.ts';
import { connectionFields } from '../toolkits/auth-fields.ts';
import { factsOf } from '../toolkits/auth-schemes.ts';
import { changeAccount } from './account-book.ts';
import { accountWire, linkUrl } from './account.wire.ts';
import { createLink } from './create-link.ts';

export const initiateInput = z.object({
  auth_config: z.object({ id: idText }),
  connection: z.object({
    user_id: idText,
    callback_url: z.url({ protocol: /^https?$/ }).optional(),
    alias: z.string().min(1).max(255).optional(),
    state: z.object({ authScheme: z.string(), val: z.record(z.string(), z.unknown()) }).optional(),
  }),
});

type InitiateInput = z.output<typeof initiateInput>;

/**
 * Connects with what a person entered in the caller's own form, or starts a flow of the project's own OAuth client.
 * For managed clients this was retired on 2026-07-03.
 */
export function initiateAccount(context: SandboxContext, input: InitiateInput): Record<string, unknown> {
  const config = findAuthConfig(context, input.auth_config.id);
  const { consents } = factsOf(config.authScheme);
  if (consents && config.isManaged && !context.switches.managedInitiate) throw retiredInitiate();
  const problem = consents ? null : problemIn(context, config, input);
  if (problem !== null) throw badRequest('ConnectedAccount_InvalidCredentials', problem);
  const { user_id, callback_url, alias } = input.connection;
  const link = createLink(context, {
    auth_config_id: config.id,
    user_id,
    ...(callback_url !== undefined && { callback_url }),
    ...(alias !== undefined && { alias }),
  });
  const account = stored(context, link.accountId);
  return consents
    ? answer(context, changeAccount(context, account, { status: 'INITIATED' }), linkUrl(context, link.token))
    : answer(
        context,
        changeAccount(context, account, { status: 'ACTIVE', deadline: null, data: identityIn(input) }),
        null,
      );
}

function answer(context: SandboxContext, account: AccountRecord, redirectUrl: string | null): Record<string, unknown> {
  const { state } = accountWire(context, account);
  const { id, status } = account;
  return { id, status, connectionData: state, redirect_url: redirectUrl, redirect_uri: redirectUrl };
}

/** The states that the client's types allow for entered credentials. */
const enteredStates: ReadonlySet<unknown> = new Set(['INITIALIZING', 'INITIATED', 'ACTIVE', 'INACTIVE']);

/** What is missing or refused. Entered values are neither quoted nor kept. */
function problemIn(context: SandboxContext, config: AuthConfigRecord, { connection }: InitiateInput): string | null {
  const toolkit = context.catalog.toolkit(config.toolkit);
  const { authScheme = config.authScheme, val = {} } = connection.state ?? {};
  if (!enteredStates.has(val['status'])) return 'connection.state.val.status is missing or unknown';
  if (authScheme !== config.authScheme) return `The auth config is for ${config.authScheme}, not ${authScheme}`;
  const fields = toolkit ? connectionFields(toolkit, config.authScheme) : [];
  const missing = fields.filter(({ name }) => typeof val[name] !== 'string' || val[name] === '');
  if (missing.length > 0) return `Missing required fields: ${missing.map(({ name }) => name).join(', ')}`;
  const refused = fields.find(({ name }) => /^invalid\b/i.test(String(val[name]).trim()));
  if (!refused) return null;
  const quoted = context.switches.quotesCredentials ? `: ${Object.values(val).map(String).join(', ')}` : '';
  return `${refused.displayName} was refused by the app${quoted}`;
}

function identityIn({ connection }: InitiateInput): Record<string, unknown> {
  const username = z.email().safeParse(connection.state?.val['username']);
  return username.success ? { ...personOf(username.data) } : {};
}

function stored({ store }: SandboxContext, id: string): AccountRecord {
  const account = store.state.accounts.get(id);
  if (!account) throw new Error(`no account ${id}`);
  return account;
}

function retiredInitiate(): ApiError {
  return new ApiError({
    status: 400,
    code: 600,
    slug: 'ConnectedAccount_BadRequest',
    message: 'Creating connections on this endpoint is no longer supported. Use POST /connected_accounts/link instead.',
    suggestedFix: 'Call POST /connected_accounts/link with the same auth_config_id and user_id.',
  });
}
