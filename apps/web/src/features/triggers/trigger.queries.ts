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

/** What a connection listens to. */
export function useSubscriptions(connectionId: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    key: () => triggerKeys.list(toValue(connectionId)),
    query: () => allPages((from) => api.triggers.list.query({ connectionId: toValue(connectionId), ...from })),
    enabled: () => toValue(enabled),
    // Others change it too, and the provider may switch one off.
    staleTime: 0,
  });
}

/** A kind of trigger with the schema of its configuration. */
export function useTriggerType(type: MaybeRefOrGetter<{ app: string; trigger: string }>) {
  return useQuery({
    key: () => triggerKeys.type(toValue(type).app, toValue(type).trigger),
    query: () => api.triggers.type.query(toValue(type)),
    staleTime: 10 * 60_000,
  });
}

/** What new connections of an app listen to by themselves. */
export function useAutomatic(app: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => triggerKeys.automatic(toValue(app)),
    query: () => allPages((from) => api.triggers.automatic.query({ app: toValue(app), ...from })),
  });
}
