import { ProviderFailure } from '@patchbay/provider';
import {
  type ConnectionView,
  connectionViewSchema,
  REFRESH_ANSWERS,
  refreshAnswer,
  refreshText,
} from '@patchbay/contracts';
import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { providerError } from '../../provider/index.ts';
import type { Access } from '../../access/index.ts';
import { checkGrant } from '../accounts/check-grant.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import type { Asker } from '../attempts/judge-attempt.ts';
import { readConnection } from '../queries/read-connections.ts';
import { verifyAttempt } from '../attempts/verify-attempt.ts';

export const refreshInput = inputObject({ id: idSchema });
export const refreshOutput = z.object({
  connection: connectionViewSchema,
  changed: z.boolean(),
  /** What the provider said and what to do next, as text for a person. */
  answer: z.object({ code: z.enum(REFRESH_ANSWERS), sentence: z.string(), next: z.string().nullable() }),
});

type Scope = Pick<Access, 'em' | 'workspaceId'>;

/**
 * Asks the provider for the current state and applies the answer. Throws PROVIDER_… when the provider cannot be
 * asked. Under the policy `recoverable`, a refresh by a person activates an account that the provider reports active;
 * see `asker`.
 */
export async function refreshConnection(
  deps: ConnectionsDeps,
  { em, workspaceId }: Scope,
  { id, asker = 'person' }: z.infer<typeof refreshInput> & { asker?: Asker },
): Promise<z.infer<typeof refreshOutput>> {
  const before = await readConnection(em, workspaceId, id);
  try {
    await ask(deps, { em, workspaceId, asker }, before);
  } catch (error) {
    throw error instanceof ProviderFailure ? providerError(error) : error;
  }
  const connection = await readConnection(em, workspaceId, id);
  const changed = connection.version !== before.version;
  const code = refreshAnswer(connection, changed);
  return { connection, changed, answer: { code, ...refreshText(code) } };
}

async function ask(
  deps: ConnectionsDeps,
  { asker, ...scope }: Scope & { asker: Asker },
  { id, status, attempt, account, version }: ConnectionView,
): Promise<void> {
  if (attempt) await verifyAttempt(deps, { ...scope, connectionId: id, attemptId: attempt.id, asker });
  if (status === 'active' && account) await checkGrant(deps, { ...scope, id, accountId: account.id, version });
}
