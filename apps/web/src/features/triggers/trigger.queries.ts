import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { allPages } from '../../shared/all-pages.ts';

export type Subscription = Outputs['triggers']['list']['items'][number];
export type Automatic = Outputs['triggers']['automatic']['items'][number];

export const triggerKeys = {
  list: (connectionId: string) => workspaceKey('subscriptions', connectionId),
  type: (app: string, trigger: string) => workspaceKey('trigger-type', app, trigger),
  automatic: (app: string) => workspaceKey('automatic-triggers', app),
};

/** The trigger subscriptions of a connection. */
export function useSubscriptions(connectionId: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    key: () => triggerKeys.list(toValue(connectionId)),
    query: () => allPages((from) => api.triggers.list.query({ connectionId: toValue(connectionId), ...from })),
    enabled: () => toValue(enabled),
    // Others change them too, and the provider may disable one.
    staleTime: 0,
  });
}

/** A trigger type with the schema of its configuration. */
export function useTriggerType(type: MaybeRefOrGetter<{ app: string; trigger: string }>) {
  return useQuery({
    key: () => triggerKeys.type(toValue(type).app, toValue(type).trigger),
    query: () => api.triggers.type.query(toValue(type)),
    staleTime: 10 * 60_000,
  });
}

/** The automatic triggers of new connections of an app. */
export function useAutomatic(app: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => triggerKeys.automatic(toValue(app)),
    query: () => allPages((from) => api.triggers.automatic.query({ app: toValue(app), ...from })),
  });
}
