import { Router } from 'express';
import type { SandboxContext } from '../context.ts';
import { endpoint } from '../http/endpoint.ts';
import { requireApiKey } from '../http/require-api-key.ts';
import { actionRoutes } from './actions.route.ts';
import { appRoutes } from './apps.route.ts';
import { connectionRoutes, initiateRoutes } from './connections.route.ts';
import { refuseWhenGone } from './gone.ts';
import { integrationRoutes } from './integrations.route.ts';
import { legacyErrorBody } from './legacy-error.ts';
import { triggerRoutes, triggerInfoRoutes } from './triggers.route.ts';

/**
 * `/api/v1` and `/api/v2`: what `composio-core` 0.5 calls, on the same accounts, triggers and catalog as `/api/v3.1`.
 */
export function legacyApiRoutes(context: SandboxContext): { v1: Router; v2: Router } {
  const [v1, v2] = [Router(), Router()];
  for (const routes of [v1, v2])
    routes.use(refuseWhenGone(context.switches), legacyErrorBody, requireApiKey(context.apiKey));

  v1.get(
    '/client/auth/client_info',
    endpoint(context.store, () => ({
      body: { client: { id: 'sandbox', name: 'Sandbox', email: 'sandbox@example.com' } },
    })),
  );
  v1.use('/apps', appRoutes(context));
  v1.use('/integrations', integrationRoutes(context));
  v1.use('/connectedAccounts', connectionRoutes(context));
  v1.use('/triggers', triggerRoutes(context));
  v2.use('/connectedAccounts', initiateRoutes(context));
  v2.use('/triggers', triggerInfoRoutes(context));
  v2.use('/actions', actionRoutes(context));
  return { v1, v2 };
}
