import { useQuery } from '@pinia/colada';
import { api, type Outputs } from '../../app/api.ts';
import { usePagedQuery } from '../../shared/usePagedQuery.ts';

export type SignUpMode = Outputs['installation']['signUp']['mode'];

/** The same in every workspace, so the keys contain none. */
export const installationKeys = {
  signUp: () => ['installation', 'sign-up'],
  admins: () => ['installation', 'admins'],
  workspaces: () => ['installation', 'workspaces'],
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

export function useInstallationWorkspaces() {
  return usePagedQuery({
    key: installationKeys.workspaces,
    query: (from, signal) => api.installation.workspaces.query(from, { signal }),
    staleTime: 0,
  });
}
