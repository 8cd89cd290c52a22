import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { ApiError } from '../http/api-error.ts';
import { idText } from '../http/parse-input.ts';
import { changeAccount, readAccount } from './account-book.ts';

export const completeAuthInput = z.object({ user_id: idText, session_uri: z.string().min(1).max(1024) });

type CompleteAuthInput = z.output<typeof completeAuthInput>;

/**
 * Confirms who returned (callback identity verification). The first call consumes the session, whatever its outcome:
 * the wrong person ends the flow permanently.
 */
export function completeAuth(context: SandboxContext, input: CompleteAuthInput): Record<string, string> {
  const session = context.store.state.sessions.get(input.session_uri);
  const account = session && readAccount(context, session.accountId);
  const usable = session && session.usedAt === null && context.now() < session.expiresAt;
  if (!usable || !account || account.deletedAt !== null || account.status !== 'INITIATED') throw unknownSession();

  session.usedAt = context.now();
  context.store.changed();
  if (account.userId !== input.user_id) {
    const statusReason = 'IDENTITY_VERIFICATION_FAILED';
    changeAccount(context, account, { status: 'FAILED', statusReason, deadline: null, data: {}, wordId: null });
    throw identityMismatch();
  }
  changeAccount(context, account, { status: 'ACTIVE', statusReason: null, deadline: null });
  return { connected_account_id: account.id, toolkit_slug: account.toolkit };
}

function unknownSession(): ApiError {
  const message = 'The session is unknown, expired or used';
  return new ApiError({ status: 404, code: 404, slug: 'ConnectedAccount_SessionNotFound', message });
}

function identityMismatch(): ApiError {
  const message = 'The user does not match the one the connection was started for';
  return new ApiError({ status: 400, code: 400, slug: 'ConnectedAccount_IdentityVerificationFailed', message });
}
