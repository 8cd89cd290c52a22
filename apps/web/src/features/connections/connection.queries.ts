import type { Status } from '@patchbay/lifecycle';
import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { usePagedQuery } from '../../shared/usePagedQuery.ts';

export type ConnectionPage = Outputs['connections']['list'];
export type HistoryPage = Outputs['connections']['history'];
export type HistoryEntry = HistoryPage['items'][number];

export interface ConnectionFilter {
  status: Status | null;
  search: string;
  /** The slug of an app. */
  app: string | null;
  /** The customer's own id of an end user. */
  endUser: string | null;
  /** `name=value`. */
  tag: string | null;
}

export const EVERY_CONNECTION: ConnectionFilter = { status: null, search: '', app: null, endUser: null, tag: null };

export const connectionKeys = {
  all: () => workspaceKey('connections'),
  lists: () => workspaceKey('connections', 'list'),
  list: ({ status, search, app, endUser, tag }: ConnectionFilter) =>
    workspaceKey('connections', 'list', { status, search, app, endUser, tag }),
  one: (id: string) => workspaceKey('connections', 'one', id),
  access: (id: string) => workspaceKey('connections', 'access', id),
  history: (id: string) => workspaceKey('connections', 'history', id),
};

/** The workspace's connections. Kept current by the event stream, so they are rarely fetched. */
export function useConnections(filter: MaybeRefOrGetter<ConnectionFilter>) {
  return usePagedQuery({
    key: () => connectionKeys.list(toValue(filter)),
    query: (from) => {
      const { status, search, app, endUser, tag } = toValue(filter);
      return api.connections.list.query({
        ...(status ? { status } : {}),
        ...(search ? { search } : {}),
        ...(app ? { app } : {}),
        ...(endUser ? { endUserId: endUser } : {}),
        ...(tag ? { tags: [tag] } : {}),
        ...from,
      });
    },
    placeholderData: (previous) => previous,
  });
}

export function useConnection(id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    key: () => connectionKeys.one(toValue(id)),
    query: () => api.connections.get.query({ id: toValue(id) }),
    enabled: () => toValue(enabled),
  });
}

/** How a connection's account was authorized, and what it may do at the app. */
export function useAccess(id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    key: () => connectionKeys.access(toValue(id)),
    query: () => api.connections.access.query({ id: toValue(id) }),
    enabled: () => toValue(enabled),
  });
}

export type DisconnectImpact = Outputs['connections']['disconnectImpact'];

/** What happens to the access at the app. Calls the provider, so only while the question is open. */
export function useDisconnectImpact(id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    // Not under the connections' keys: a change of a connection must not call the provider again.
    key: () => workspaceKey('disconnect-impact', toValue(id)),
    query: () => api.connections.disconnectImpact.query({ id: toValue(id) }),
    enabled: () => toValue(enabled),
    refetchOnWindowFocus: false,
  });
}

export function useHistory(id: MaybeRefOrGetter<string>) {
  return usePagedQuery({
    key: () => connectionKeys.history(toValue(id)),
    query: (from) => api.connections.history.query({ id: toValue(id), ...from }),
  });
}
