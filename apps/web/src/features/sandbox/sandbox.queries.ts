import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';

export const sandboxKeys = {
  console: () => ['installation', 'sandbox-console'],
  receiver: () => workspaceKey('sandbox', 'receiver'),
};

/** The page on which everything can be played: for installation admins, because it is about all workspaces. */
export function useSandboxConsole(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    key: sandboxKeys.console,
    query: () => api.sandbox.console.query(),
    enabled: () => toValue(enabled),
  });
}

/** The address that plays a service of the workspace, and whether it fails on purpose. */
export function useSandboxReceiver(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    key: sandboxKeys.receiver,
    query: () => api.sandbox.receiver.query(),
    enabled: () => toValue(enabled),
  });
}
