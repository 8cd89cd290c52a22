import { ProviderFailure, type ProviderFailureKind } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../../platform/orm/tables.ts';
import { ownerOf } from '../accounts/owner-of.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { Attempt, returnSessionContext } from './attempt.entity.ts';
import { beginConfirmation } from './begin-confirmation.ts';

/** `other`: the session belongs to another account. `asking`: a request is in flight and may be answered until then. */
export type Confirmation =
  { is: 'confirmed' | 'refused' | 'nothing' } | { is: 'asking'; until: Date } | { is: 'other'; accountId: string };

/**
 * With callback identity verification, confirms to the provider that the right person returned. The account does not
 * become active before, so no person can activate it by approving a link that was passed on (Composio, "Callback
 * identity verification"). The provider is asked once; the next check asks again only when the response was lost,
 * because this process died or the provider was unavailable. Throws `ProviderFailure`.
 *
 * `refused` means that the session belongs to another workspace, or is unknown, expired or used.
 */
export async function confirmReturn(deps: ConnectionsDeps, em: EntityManager, attempt: Attempt): Promise<Confirmation> {
  const { returnSessionSealed: sealed } = attempt;
  if (!sealed) return { is: 'nothing' };
  const session = deps.vault.open(sealed, returnSessionContext(attempt));
  const begun = await beginConfirmation(deps, em, attempt);
  if (begun.is === 'nothing' || begun.is === 'asking') return begun;
  const completed = await ask(deps, em, { attempt, session });
  if (completed && completed.accountId !== attempt.accountId) return { is: 'other', accountId: completed.accountId };
  const isConfirmed = completed !== null || (begun.is === 'again' && (await wasConfirmed(deps, em, attempt)));
  await settle(deps, em, { attempt, isConfirmed });
  return { is: isConfirmed ? 'confirmed' : 'refused' };
}

/** With these failures the provider did not process the request, so a retry counts as the first one. */
const NOT_TAKEN: ReadonlySet<ProviderFailureKind> = new Set(['busy', 'limited', 'unauthorized', 'forbidden']);

async function ask(
  { provider, clock }: ConnectionsDeps,
  em: EntityManager,
  { attempt, session }: { attempt: Attempt; session: string },
): Promise<{ accountId: string } | null> {
  const { workspaceId, id } = attempt;
  try {
    return await provider.completeAuth(ownerOf(attempt), session);
  } catch (error) {
    const isNotTaken = error instanceof ProviderFailure && NOT_TAKEN.has(error.kind);
    await em
      .fork()
      .nativeUpdate(Attempt, { workspaceId, id }, { confirmationBusyUntil: isNotTaken ? null : clock.now() });
    throw error;
  }
}

/**
 * Whether an earlier confirmation whose response was lost was processed: the account is active, which only a
 * confirmation causes, and no other attempt of the workspace lost such a response, which could have been for this
 * account.
 */
async function wasConfirmed({ provider }: ConnectionsDeps, em: EntityManager, attempt: Attempt): Promise<boolean> {
  const { workspaceId, id, accountId, openedAt } = attempt;
  const account = accountId ? await provider.readAccount(accountId) : null;
  if (account?.status !== 'active') return false;
  const other = await db(em.fork())
    .selectFrom('connection_attempts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '!=', id)
    .where('confirmation_busy_until', '>=', openedAt)
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}

async function settle(
  { clock }: ConnectionsDeps,
  em: EntityManager,
  { attempt, isConfirmed }: { attempt: Attempt; isConfirmed: boolean },
): Promise<void> {
  const { workspaceId, id } = attempt;
  const confirmed = isConfirmed ? { returnSessionSealed: null, confirmedAt: clock.now() } : {};
  Object.assign(attempt, confirmed);
  await em.fork().nativeUpdate(Attempt, { workspaceId, id }, { ...confirmed, confirmationBusyUntil: null });
}
