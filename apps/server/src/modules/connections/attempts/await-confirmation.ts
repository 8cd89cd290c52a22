import type { Account } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { reason } from '@patchbay/lifecycle';
import { hashSecret } from '../../../platform/crypto/secret.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';
import { PROVIDER } from '../../access/index.ts';
import { accessOf } from '../accounts/account-access.ts';
import { changeIfThere } from '../change-connection.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import type { Attempt, ReturnedAccount } from './attempt.entity.ts';
import { attemptDeadlineJob } from './attempt-deadline.job.ts';
import type { Verdict } from './judge-attempt.ts';
import { isSameOwner } from './same-owner.ts';

/** Milliseconds that the customer's service has to confirm who returned. */
const CONFIRM_WITHIN_MS = 2 * 60_000;

interface Returned {
  em: EntityManager;
  attempt: Attempt;
  /** Null for an app without authentication. */
  account: Account | null;
  /** For the browser that has just returned. Only its hash is stored. */
  code: string;
}

/**
 * What a verified return of an end user leads to: nothing is active yet, the code is valid, and the deadline is two minutes away.
 * Undefined when the attempt has ended in the meantime.
 */
export async function awaitConfirmation(
  deps: ConnectionsDeps,
  { em, attempt, account, code }: Returned,
): Promise<Verdict | undefined> {
  const { workspaceId, connectionId, id: attemptId } = attempt;
  return changeIfThere(deps, { em, workspaceId, id: connectionId }, async ({ tx, connection, apply }) => {
    if (account && !isSameOwner(connection, account)) {
      const refusal = { type: 'refused', attemptId, reason: reason('wrong_account') } as const;
      const { legal } = await apply(refusal, PROVIDER);
      return legal ? ({ is: 'refused', reason: refusal.reason } as const) : undefined;
    }
    const { legal } = await apply({ type: 'returned', attemptId }, PROVIDER);
    if (!legal) return undefined;
    const expiresAt = new Date(deps.clock.now().getTime() + CONFIRM_WITHIN_MS);
    await giveCode(tx, attempt, { code, expiresAt, found: asReturned(attempt, account) });
    await deps.jobs.send(tx, attemptDeadlineJob, {
      data: { workspaceId, connectionId, attemptId },
      startAfter: expiresAt,
    });
    return { is: 'confirming', expiresAt } as const;
  });
}

function asReturned({ authScheme = null }: Attempt, account: Account | null): ReturnedAccount {
  if (!account)
    return { accountId: null, accountIdentity: null, authScheme: null, scopesRequested: null, scopesGranted: null };
  return { accountId: account.id, accountIdentity: account.identity, ...accessOf(account, authScheme) };
}

async function giveCode(
  tx: EntityManager,
  { workspaceId, id }: Attempt,
  { code, expiresAt, found }: { code: string; expiresAt: Date; found: ReturnedAccount },
): Promise<void> {
  await db(tx)
    .updateTable('connection_attempts')
    .set({
      code_hash: hashSecret(code),
      expires_at: expiresAt,
      confirmation_of: jsonValue(found),
      ...(found.accountId !== null && { account_id: found.accountId }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
