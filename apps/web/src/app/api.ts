import type { AppRouter } from '@patchbay/server/router';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { inferRouterOutputs } from '@trpc/server';
import { exactResponse } from '../shared/exact-response.ts';
import { noteServerTime } from '../shared/server-clock.ts';
import { perWorkspace } from './per-workspace.ts';

export type Outputs = inferRouterOutputs<AppRouter>;

const url = '/trpc';

/**
 * Milliseconds. The server ends every call within 30 seconds; a call whose response is lost must not keep its
 * connection.
 */
const LONGEST_CALL_MS = 45_000;

/** The typed procedures of the server. The workspace is sent with every call, so two tabs can use two workspaces. */
export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url }),
      false: perWorkspace((headers) =>
        httpBatchLink({
          url,
          maxItems: 10,
          headers,
          async fetch(input, init) {
            const signal = AbortSignal.any([
              AbortSignal.timeout(LONGEST_CALL_MS),
              ...(init?.signal ? [init.signal] : []),
            ]);
            const response = await fetch(input, { ...(init as RequestInit), signal });
            noteServerTime(response.headers.get('date'));
            return exactResponse(response);
          },
        }),
      ),
    }),
  ],
});
