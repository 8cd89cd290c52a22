import { workspaceViewSchema } from '@patchbay/contracts';
import type { MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { poolOf } from '../../platform/orm/database.ts';
import { noInput } from '../../platform/trpc/input-object.ts';
import { t } from '../../platform/trpc/trpc.ts';
import {
  clearFormerCookie,
  firstMembershipOf,
  hasFormerCookie,
  isInstallationAdmin,
  membershipOf,
  readSignUpMode,
  SIGN_UP_MODES,
  type SignUpDeps,
} from '../identity/index.ts';
import type { Procedures } from '../access/index.ts';
import { workspaceView } from './workspace.view.ts';

const sessionView = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  workspace: workspaceViewSchema.nullable(),
  /** Whether connections go to the built-in sandbox instead of a real Composio project. */
  sandbox: z.boolean(),
  /** Whether an update that renamed the session cookie signed this browser out. */
  signedOutByUpdate: z.boolean(),
  /** Whether this person is an installation admin. */
  installationAdmin: z.boolean(),
  signUp: z.enum(SIGN_UP_MODES),
  /** The address of this installation: signing in at another one is refused. */
  publicUrl: z.string(),
});

export interface SessionDeps extends Pick<SignUpDeps, 'signUp'> {
  orm: MikroORM;
  procedures: Procedures;
  usesSandbox: boolean;
  publicUrl: string;
}

/** The first request of the web app: who is signed in, and in which workspace. */
export function sessionRouter({ procedures, usesSandbox, publicUrl, orm, signUp: fixed }: SessionDeps) {
  return t.router({
    get: procedures.anyone
      .input(noInput)
      .output(sessionView)
      .query(async ({ ctx }) => {
        const { session } = ctx;
        const hasFormer = hasFormerCookie(ctx.req);
        const signUp = await readSignUpMode({ pool: await poolOf(orm), signUp: fixed });
        const installation = { sandbox: usesSandbox, signUp, publicUrl };
        if (!session)
          return {
            ...installation,
            user: null,
            workspace: null,
            signedOutByUpdate: hasFormer,
            installationAdmin: false,
          };
        if (hasFormer) clearFormerCookie(ctx.res);
        const { user, activeWorkspaceId } = session;
        const active = activeWorkspaceId ? await membershipOf(ctx.em, user.id, activeWorkspaceId) : undefined;
        const membership = active ?? (await firstMembershipOf(ctx.em, user.id));
        const workspace = membership ? workspaceView(membership) : null;
        const installationAdmin = await isInstallationAdmin(ctx.em, user.id);
        return { ...installation, user, workspace, signedOutByUpdate: false, installationAdmin };
      }),
  });
}
