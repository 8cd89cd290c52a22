import { useQuery } from '@pinia/colada';
import { api, type Outputs } from '../../app/api.ts';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { usePagedQuery } from '../../shared/usePagedQuery.ts';

export type SignUpMode = Outputs['installation']['signUp']['mode'];

/** The same in every workspace, so the keys contain none. */
export const installationKeys = {
  signUp: () => ['installation', 'sign-up'],
  admins: () => ['installation', 'admins'],
  allWorkspaces: () => ['installation', 'workspaces'],
  workspaces: ({ search, status }: WorkspaceFilter) => ['installation', 'workspaces', { search, status }],
  activity: () => ['installation', 'activity'],
};

export function useSignUpSetting() {
  return useQuery({
    key: installationKeys.signUp,
    query: () => api.installation.signUp.query(),
    staleTime: 0,
  });
}

export function useInstallationAdmins() {
  return useQuery({ key: installationKeys.admins, query: () => api.installation.admins.query(), staleTime: 0 });
}

export type ListedWorkspace = Outputs['provisioning']['listWorkspaces']['items'][number];
export type WorkspaceStatus = 'all' | 'active' | 'archived';

interface WorkspaceFilter {
  search: string;
  status: WorkspaceStatus;
}

export function useInstallationWorkspaces(filter: MaybeRefOrGetter<WorkspaceFilter>) {
  return usePagedQuery({
    key: () => installationKeys.workspaces(toValue(filter)),
    query: (from, signal) => api.provisioning.listWorkspaces.query({ ...toValue(filter), ...from }, { signal }),
    staleTime: 0,
  });
}

export function useActivity() {
  return usePagedQuery({
    key: installationKeys.activity,
    query: (from, signal) => api.provisioning.activity.query(from, { signal }),
    staleTime: 0,
  });
}
