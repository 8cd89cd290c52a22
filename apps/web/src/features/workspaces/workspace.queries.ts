import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { allPages } from '../../shared/all-pages.ts';
import { toApiError } from '../../shared/api-error.ts';

export type Member = Outputs['workspaces']['members']['items'][number];

export const workspaceKeys = {
  mine: () => ['workspaces'],
  members: () => workspaceKey('members'),
  invitations: () => workspaceKey('invitations'),
};

export function useWorkspaces() {
  return useQuery({ key: workspaceKeys.mine, query: () => allPages((from) => api.workspaces.list.query(from)) });
}

export function useMembers(enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    key: workspaceKeys.members,
    query: () => allPages((from) => api.workspaces.members.query(from)),
    enabled: () => toValue(enabled),
  });
}

export function useInvitations(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    key: workspaceKeys.invitations,
    query: () => allPages((from) => api.workspaces.invitations.query(from)),
    enabled: () => toValue(enabled),
  });
}

export function useInvitation(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => ['invitation', toValue(id)],
    query: () => invitationOf(toValue(id)),
  });
}

/** Well-formed, and never the id of an invitation. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** A truncated link gets the same error as an invitation that does not exist. */
async function invitationOf(id: string) {
  const ask = (asked: string) => api.workspaces.invitation.query({ id: asked });
  return ask(id).catch((error: unknown) => {
    if (toApiError(error).code === 'INPUT_INVALID') return ask(NO_ID);
    throw error;
  });
}
