import { roleSchema, workspaceViewSchema } from '@patchbay/contracts';
import { z } from 'zod';
import { emailAddress } from '../../platform/email-address.ts';
import { idSchema } from '../../platform/ids.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { inputObject, noInput } from '../../platform/trpc/input-object.ts';
import type { Auth, Session } from '../identity/index.ts';
import { type MembersDeps, removeMember, setMemberRole } from './commands/change-members.ts';
import { createWorkspace } from './commands/create-workspace.ts';
import { deleteWorkspace, type DeleteWorkspaceDeps, deleteWorkspaceInput } from './commands/delete-workspace.ts';
import { acceptInvitation, invitationSchema, readInvitation } from './commands/accept-invitation.ts';
import { cancelInvitation, type InvitationDeps, invite } from './commands/invite.ts';
import { invitationsSchema, listInvitations, listInvitationsInput } from './queries/list-invitations.ts';
import { listMembers, listMembersInput, membersSchema } from './queries/list-members.ts';
import { listWorkspaces, listWorkspacesInput, listWorkspacesOutput } from './queries/list-workspaces.ts';
import type { Procedures } from '../access/index.ts';
import { renameWorkspace } from './commands/rename-workspace.ts';
import { keptAccess, readShownAccess, shownAccessSchema } from './queries/shown-access.ts';
import { switchWorkspace } from './commands/switch-workspace.ts';
import { workspaceName } from './workspace.view.ts';

export interface WorkspacesDeps extends InvitationDeps, DeleteWorkspaceDeps, MembersDeps {
  auth: Auth;
  procedures: Procedures;
}

const nothing = z.object({});
/** A person who leaves does not decide what the workspace keeps. */
const NOTHING_KEPT = { keys: [], endpoints: [] };
const oneId = inputObject({ id: idSchema });

export function workspacesRouter(deps: WorkspacesDeps) {
  const { signedIn, inWorkspace } = deps.procedures;
  return t.router({
    list: signedIn
      .input(listWorkspacesInput)
      .output(listWorkspacesOutput)
      .query(({ ctx, input }) => listWorkspaces({ em: ctx.em, userId: ctx.session.user.id }, input)),
    create: signedIn
      .input(inputObject({ name: workspaceName }))
      .output(workspaceViewSchema)
      .mutation(({ ctx, input }) => createWorkspace(deps, { em: ctx.em, userId: ctx.session.user.id }, input)),
    switch: signedIn
      .input(oneId)
      .output(workspaceViewSchema)
      .mutation(({ ctx, input }) =>
        switchWorkspace(deps.auth, { em: ctx.em, userId: ctx.session.user.id, headers: ctx.req.headers }, input),
      ),
    rename: inWorkspace('admin')
      .input(inputObject({ name: workspaceName }))
      .output(workspaceViewSchema)
      .mutation(({ ctx, input }) => renameWorkspace(ctx, input)),
    delete: inWorkspace('owner')
      .input(deleteWorkspaceInput)
      .output(nothing)
      .mutation(({ ctx, input }) => deleteWorkspace(deps, ctx, input).then(() => ({}))),

    members: inWorkspace('viewer')
      .input(listMembersInput)
      .output(membersSchema)
      .query(({ ctx, input }) => listMembers(ctx, input)),
    setRole: inWorkspace('admin')
      .input(inputObject({ userId: idSchema, role: roleSchema, keep: keptAccess }))
      .output(nothing)
      .mutation(({ ctx, input }) => setMemberRole(deps, ctx, input).then(() => ({}))),
    removeMember: inWorkspace('admin')
      .input(inputObject({ userId: idSchema, keep: keptAccess }))
      .output(nothing)
      .mutation(({ ctx, input }) => removeMember(deps, ctx, input).then(() => ({}))),
    /** The keys and endpoints that end with a member's rights unless they are kept. */
    shownAccess: inWorkspace('admin')
      .input(inputObject({ userId: idSchema }))
      .output(shownAccessSchema)
      .query(({ ctx, input }) => readShownAccess(ctx, input)),
    ownShownAccess: inWorkspace('viewer')
      .input(noInput)
      .output(shownAccessSchema)
      .query(({ ctx }) => readShownAccess(ctx, { userId: ctx.actor.id })),
    leave: inWorkspace('viewer')
      .input(noInput)
      .output(nothing)
      .mutation(({ ctx }) => removeMember(deps, ctx, { userId: ctx.actor.id, keep: NOTHING_KEPT }).then(() => ({}))),

    invitations: inWorkspace('admin')
      .input(listInvitationsInput)
      .output(invitationsSchema)
      .query(({ ctx, input }) => listInvitations(deps, ctx, input)),
    invite: inWorkspace('admin')
      .input(inputObject({ email: emailAddress, role: roleSchema }))
      .output(z.object({ id: z.string(), url: z.url() }))
      .mutation(({ ctx, input }) => invite(deps, ctx, input)),
    cancelInvitation: inWorkspace('admin')
      .input(oneId)
      .output(nothing)
      .mutation(({ ctx, input }) => cancelInvitation(ctx, input).then(() => ({}))),
    invitation: signedIn
      .input(oneId)
      .output(invitationSchema)
      .query(({ ctx, input }) => readInvitation(deps, guestOf(ctx), input)),
    acceptInvitation: signedIn
      .input(oneId)
      .output(workspaceViewSchema)
      .mutation(({ ctx, input }) => acceptInvitation(deps, guestOf(ctx), input)),
  });
}

function guestOf<Em>({ em, session }: { em: Em; session: Session }) {
  return { em, userId: session.user.id, email: session.user.email };
}
