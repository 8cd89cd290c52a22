import type { AppRouter } from '@patchbay/server/router';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { inferRouterOutputs } from '@trpc/server';
import { noteServerTime } from '../shared/server-clock.ts';
import { workspaceId } from './workspace-id.ts';

export type Outputs = inferRouterOutputs<AppRouter>;

const url = '/trpc';

/** The typed procedures of the server. The workspace goes with every call, so two tabs may work in two workspaces. */
export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({
        url,
        // An EventSource sends no headers of ours.
        connectionParams: () => (workspaceId.value ? { workspace: workspaceId.value } : null),
      }),
      false: httpBatchLink({
        url,
        maxItems: 10,
        headers: () => (workspaceId.value ? { 'x-patchbay-workspace': workspaceId.value } : {}),
        async fetch(input, init) {
          const response = await fetch(input, init as RequestInit);
          noteServerTime(response.headers.get('date'));
          return response;
        },
      }),
    }),
  ],
});
