import { secretSchema } from '../../platform/crypto/secret.ts';
import { inputObject, noInput } from '../../platform/trpc/input-object.ts';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { claimAdmin, claimAdminOutput } from './claim-admin.ts';
import { listAdmins, listAdminsOutput } from './list-admins.ts';
import { listWorkspaces, listWorkspacesInput, listWorkspacesOutput } from './list-workspaces.ts';
import { resignAdmin, resignAdminOutput } from './resign-admin.ts';
import { readSignUp, setSignUp, setSignUpInput, type SignUpSettingDeps, signUpOutput } from './sign-up-setting.ts';

export type InstallationRouterDeps = SignUpSettingDeps & { procedures: Procedures };

/** Procedures for the whole installation: for its admins, regardless of their role in a workspace. */
export function installationRouter(deps: InstallationRouterDeps) {
  const { signedIn, installationAdmin } = deps.procedures;
  return t.router({
    workspaces: installationAdmin
      .input(listWorkspacesInput)
      .output(listWorkspacesOutput)
      .query(({ ctx, input }) => listWorkspaces(ctx, input)),
    signUp: installationAdmin
      .input(noInput)
      .output(signUpOutput)
      .query(() => readSignUp(deps)),
    setSignUp: installationAdmin
      .input(setSignUpInput)
      .output(signUpOutput)
      .mutation(({ ctx, input }) => setSignUp(deps, ctx, input)),
    admins: installationAdmin
      .input(noInput)
      .output(listAdminsOutput)
      .query(({ ctx }) => listAdmins(ctx)),
    resign: installationAdmin
      .input(noInput)
      .output(resignAdminOutput)
      .mutation(({ ctx }) => resignAdmin(deps, ctx)),
    /** Consumes a setup link. Its token is the authorization. */
    claimAdmin: signedIn
      .input(inputObject({ token: secretSchema }))
      .output(claimAdminOutput)
      .mutation(({ ctx, input }) => claimAdmin(deps, { em: ctx.em, userId: ctx.session.user.id }, input)),
  });
}
