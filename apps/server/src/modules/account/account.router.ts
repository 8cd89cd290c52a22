import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { inputObject, noInput } from '../../platform/trpc/input-object.ts';
import { accountName } from '../identity/index.ts';
import type { Procedures } from '../access/index.ts';
import { type ChangePasswordDeps, changePassword, changePasswordInput } from './change-password.ts';
import { endAllOtherSessions, endSession, sessionsEnded } from './end-sessions.ts';
import { listSessions, listSessionsInput, sessionsSchema } from './list-sessions.ts';
import { renameAccount } from './rename-account.ts';

export interface AccountRouterDeps extends ChangePasswordDeps {
  procedures: Procedures;
}

/** For people to manage their own account. Service keys have none. */
export function accountRouter(deps: AccountRouterDeps) {
  const { signedIn } = deps.procedures;
  return t.router({
    rename: signedIn
      .input(inputObject({ name: accountName }))
      .output(z.object({ name: z.string() }))
      .mutation(({ ctx, input }) => renameAccount(ctx, input)),
    changePassword: signedIn
      .input(changePasswordInput)
      .output(sessionsEnded)
      .mutation(({ ctx, input }) => changePassword(deps, ctx, input)),
    sessions: signedIn
      .input(listSessionsInput)
      .output(sessionsSchema)
      .query(({ ctx, input }) => listSessions(ctx, input)),
    endSession: signedIn
      .input(inputObject({ id: idSchema }))
      .output(z.object({}))
      .mutation(({ ctx, input }) => endSession(ctx, input).then(() => ({}))),
    endOtherSessions: signedIn
      .input(noInput)
      .output(sessionsEnded)
      .mutation(({ ctx }) => endAllOtherSessions(ctx)),
  });
}
