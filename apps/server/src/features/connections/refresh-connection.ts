import { type ConnectionView, connectionViewSchema, type Reason, reason } from '@patchbay/lifecycle';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { type Account, ProviderFailure } from '../provider/provider.port.ts';
import { type Access, PROVIDER } from '../workspaces/access.ts';
import { changeConnection } from './change-connection.ts';
import { providerError } from './connect-connection.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { readConnection } from './read-connections.ts';
import { verifyAttempt } from './verify-attempt.ts';

export const refreshInput = z.object({ id: idSchema });
export const refreshOutput = z.object({ connection: connectionViewSchema, changed: z.boolean() });

type Place = Pick<Access, 'em' | 'workspaceId'>;

/** Asks the provider how things stand and does what its answer means. Throws PROVIDER_… when it cannot be asked. */
export async function refreshConnection(
  deps: ConnectionsDeps,
  { em, workspaceId }: Place,
  { id }: z.infer<typeof refreshInput>,
): Promise<z.infer<typeof refreshOutput>> {
  const before = await readConnection(em, workspaceId, id);
  try {
    await ask(deps, { em, workspaceId }, before);
  } catch (error) {
    throw error instanceof ProviderFailure ? providerError(error) : error;
  }
  const connection = await readConnection(em, workspaceId, id);
  return { connection, changed: connection.version !== before.version };
}

async function ask(
  deps: ConnectionsDeps,
  place: Place,
  { id, status, attempt, account }: ConnectionView,
): Promise<void> {
  if (attempt) await verifyAttempt(deps, { ...place, connectionId: id, attemptId: attempt.id });
  if (status === 'active' && account) await checkGrant(deps, place, { id, accountId: account.id });
}

/** Turns what the provider says about the account in use into a fact, if it is one. */
async function checkGrant(
  deps: ConnectionsDeps,
  { em, workspaceId }: Place,
  { id, accountId }: { id: string; accountId: string },
): Promise<void> {
  const ended = endOf(await deps.provider.readAccount(accountId));
  if (!ended) return;
  await changeConnection(deps, { em, workspaceId, id }, ({ apply }) =>
    apply({ type: 'grant_ended', accountId, reason: ended }, PROVIDER),
  );
}

/** Why an account is not usable any more; nothing while it is, or while the provider is still busy with it. */
export function endOf(account: Account | null): Reason | undefined {
  if (!account) return reason('account_missing');
  if (account.status === 'expired' || account.status === 'failed') return reason('grant_expired', account.statusReason);
  if (account.status === 'revoked') return reason('grant_revoked', account.statusReason);
  if (account.status === 'inactive') return reason('account_disabled', account.statusReason);
  return undefined;
}
