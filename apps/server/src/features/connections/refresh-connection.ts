import { type ConnectionView, connectionViewSchema } from '@patchbay/lifecycle';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { providerError } from '../provider/provider-error.ts';
import { ProviderFailure } from '../provider/provider.port.ts';
import type { Access } from '../workspaces/access.ts';
import { checkGrant } from './check-grant.ts';
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
  { id, status, attempt, account, version }: ConnectionView,
): Promise<void> {
  if (attempt) await verifyAttempt(deps, { ...place, connectionId: id, attemptId: attempt.id });
  if (status === 'active' && account) await checkGrant(deps, { ...place, id, accountId: account.id, version });
}
