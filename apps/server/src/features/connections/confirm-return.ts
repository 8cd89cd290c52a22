import type { EntityManager } from '@mikro-orm/postgresql';
import { Attempt, returnSessionPlace } from './attempt.entity.ts';
import type { ConnectionsDeps } from './connections.deps.ts';

/**
 * With callback identity verification, tells the provider that the right person came back: before that the account does
 * not become active, so nobody can activate it by approving a link that was passed on (Composio, "Callback identity
 * verification"). Until it has answered, the return's session stays with the attempt, and whoever looks after the attempt
 * next tries again: this process may die, and the provider may be away. Throws `ProviderFailure`.
 *
 * `refused` is what the provider says of the session of another account, and of one that was confirmed before: should the
 * account be active, it was this one's, and the answer was lost.
 */
export async function confirmReturn(
  { provider, vault }: ConnectionsDeps,
  em: EntityManager,
  attempt: Attempt,
): Promise<'confirmed' | 'refused' | 'nothing'> {
  const { workspaceId, id, accountId, returnSessionSealed: sealed } = attempt;
  if (!sealed) return 'nothing';
  const completed = await provider.completeAuth(workspaceId, vault.open(sealed, returnSessionPlace(attempt)));
  if (!completed || completed.accountId !== accountId) return 'refused';
  await em.fork().nativeUpdate(Attempt, { workspaceId, id }, { returnSessionSealed: null });
  return 'confirmed';
}
