import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { usePagedQuery } from '../../shared/usePagedQuery.ts';

export type ConnectSession = Outputs['connectSessions']['list']['items'][number];
export type ConnectHost = Outputs['connectHosts']['list']['items'][number];

export const connectSessionKeys = { all: () => workspaceKey('connect-sessions') };
export const connectHostKeys = { all: () => workspaceKey('connect-hosts'), pending: () => ['pending-connect-hosts'] };

/** Newest first; of one end user, if `endUserId` is not empty. */
export function useConnectSessions(enabled: MaybeRefOrGetter<boolean>, endUserId: MaybeRefOrGetter<string>) {
  return usePagedQuery({
    key: () => [...connectSessionKeys.all(), toValue(endUserId)],
    query: (from) => {
      const id = toValue(endUserId);
      return api.connectSessions.list.query({ ...from, ...(id !== '' && { endUserId: id }) });
    },
    enabled: () => toValue(enabled),
  });
}

export function useConnectHosts(enabled: MaybeRefOrGetter<boolean>) {
  return usePagedQuery({
    key: connectHostKeys.all,
    query: (from) => api.connectHosts.list.query(from),
    enabled: () => toValue(enabled),
  });
}

/** Hosts of all workspaces that wait for an installation admin. */
export function usePendingHosts(enabled: MaybeRefOrGetter<boolean>) {
  return usePagedQuery({
    key: connectHostKeys.pending,
    query: (from) => api.connectHosts.pending.query(from),
    enabled: () => toValue(enabled),
  });
}
