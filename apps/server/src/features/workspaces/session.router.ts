import { z } from 'zod';
import { noInput } from '../../platform/trpc/input-object.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { clearFormerCookie, hasFormerCookie } from './former-cookie.ts';
import { membershipOf, membershipsOf } from './membership.ts';
import type { Procedures } from './procedures.ts';
import { workspaceView, workspaceViewSchema } from './workspace.view.ts';

const sessionView = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  workspace: workspaceViewSchema.nullable(),
  /** Whether connections go to the built-in sandbox instead of a real Composio project. */
  sandbox: z.boolean(),
  /** Whether this browser was signed out by an update that gave the session's cookie another name. */
  signedOutByUpdate: z.boolean(),
});

export interface SessionDeps {
  procedures: Procedures;
  usesSandbox: boolean;
}

/** What the web app asks first: who is here, and in which workspace. */
export function sessionRouter({ procedures, usesSandbox }: SessionDeps) {
  return t.router({
    get: procedures.anyone
      .input(noInput)
      .output(sessionView)
      .query(async ({ ctx }) => {
        const { session } = ctx;
        const hasFormer = hasFormerCookie(ctx.req);
        if (!session) return { user: null, workspace: null, sandbox: usesSandbox, signedOutByUpdate: hasFormer };
        if (hasFormer) clearFormerCookie(ctx.res);
        const { user, activeWorkspaceId } = session;
        const active = activeWorkspaceId ? await membershipOf(ctx.em, user.id, activeWorkspaceId) : undefined;
        const membership = active ?? (await membershipsOf(ctx.em, user.id))[0];
        const workspace = membership ? workspaceView(membership) : null;
        return { user, workspace, sandbox: usesSandbox, signedOutByUpdate: false };
      }),
  });
}
