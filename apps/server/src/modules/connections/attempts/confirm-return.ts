import type { EntityManager } from '@mikro-orm/postgresql';
import { Attempt, returnSessionContext } from './attempt.entity.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

/**
 * With callback identity verification, tells the provider that the right person came back: before that the account does
 * not become active, so a person cannot activate it by approving a link that was passed on (Composio, "Callback identity
 * verification"). Until it has answered, the return's session stays with the attempt, and the process that handles the
 * attempt next tries again: this process may die, and the provider may be away. Throws `ProviderFailure`.
 *
 * `refused` is what the provider says of the session of another workspace, and of one that was confirmed before: should the
 * account be active, it was this one's, and the answer was lost. `other`: the session was another account's.
 */
export async function confirmReturn(
  { provider, vault, clock }: ConnectionsDeps,
  em: EntityManager,
  attempt: Attempt,
): Promise<Confirmation> {
  const { workspaceId, id, accountId, returnSessionSealed: sealed } = attempt;
  if (!sealed) return { is: 'nothing' };
  const completed = await provider.completeAuth(workspaceId, vault.open(sealed, returnSessionContext(attempt)));
  if (!completed) return { is: 'refused' };
  if (completed.accountId !== accountId) return { is: 'other', accountId: completed.accountId };
  attempt.confirmedAt = clock.now();
  const confirmed = { returnSessionSealed: null, confirmedAt: attempt.confirmedAt };
  await em.fork().nativeUpdate(Attempt, { workspaceId, id }, confirmed);
  return { is: 'confirmed' };
}

type Confirmation = { is: 'confirmed' | 'refused' | 'nothing' } | { is: 'other'; accountId: string };
