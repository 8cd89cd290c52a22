import { api, type Outputs } from '../../app/api.ts';
import { usePagedQuery } from '../../shared/usePagedQuery.ts';

export type InstallationKey = Outputs['installationKeys']['list']['items'][number];
export type InstallationScope = InstallationKey['scopes'][number];

/** The same in every workspace, so the key contains none. */
export const installationKeyKeys = { all: () => ['installation', 'keys'] };

export function useInstallationKeys() {
  return usePagedQuery({
    key: installationKeyKeys.all,
    query: (from, signal) => api.installationKeys.list.query(from, { signal }),
    staleTime: 0,
  });
}
