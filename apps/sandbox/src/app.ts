import express, { Router } from 'express';
import type { Express } from 'express';
import { authConfigRoutes } from './auth-configs/auth-configs.route.ts';
import { connectedAccountRoutes } from './connected-accounts/connected-accounts.route.ts';
import { consoleRoutes } from './console/console.route.ts';
import type { SandboxContext } from './context.ts';
import { controlRoutes } from './control/control.route.ts';
import { delay } from './control/switches.ts';
import { unknownRoute, writeError } from './http/error-envelope.ts';
import { requireScope } from './http/require-scope.ts';
import { requireApiKey } from './http/require-api-key.ts';
import { legacyApiRoutes } from './legacy-api/legacy-api.route.ts';
import { assetRoutes } from './link/assets.route.ts';
import { linkRoutes } from './link/link.route.ts';
import { logoRoutes } from './logos/logos.route.ts';
import { answerTap } from './http/answer-tap.ts';
import { exactNumbers } from './http/exact-numbers.ts';
import { fileRoutes, fileStorageRoutes } from './files/files.route.ts';
import { receiverRoutes } from './receivers/receivers.route.ts';
import { toolkitRoutes } from './toolkits/toolkits.route.ts';
import { toolRoutes } from './tools/tools.route.ts';
import { triggerInstanceRoutes } from './triggers/trigger-instances.route.ts';
import { triggerTypeRoutes } from './triggers/trigger-types.route.ts';
import { webhookEndpointRoutes } from './webhook-endpoints/webhook-endpoints.route.ts';
import { webhookSubscriptionRoutes } from './webhooks/webhook-subscriptions.route.ts';

/** The whole mount order. The control routes and the receivers come first: they are neither recorded nor affected by faults. */
export function createApp(context: SandboxContext): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use('/sandbox', consoleRoutes(context), controlRoutes(context));
  app.use('/receivers', receiverRoutes(context));
  app.use('/assets', assetRoutes());
  app.use('/logos', logoRoutes(context));
  app.use('/storage', context.faults.inject, fileStorageRoutes(context));
  app.use('/link', context.recorder.record, context.faults.inject, linkRoutes(context));
  app.use(
    '/api',
    express.json({ limit: '1mb', reviver: exactNumbers }),
    context.recorder.record,
    delay(context.switches),
    context.faults.inject,
  );
  if (context.onAnswer) app.use('/api', answerTap(context.onAnswer));
  const legacy = legacyApiRoutes(context);
  app.use('/api/v1', legacy.v1);
  app.use('/api/v2', legacy.v2);
  app.use(['/api/v3.1', '/api/v3'], requireApiKey(context.apiKey), requireScope(context.switches), apiRoutes(context));
  app.use(unknownRoute, writeError);
  return app;
}

function apiRoutes(context: SandboxContext): Router {
  const routes = Router();
  routes.use('/toolkits', toolkitRoutes(context));
  routes.use('/auth_configs', authConfigRoutes(context));
  routes.use('/connected_accounts', connectedAccountRoutes(context));
  routes.use('/triggers_types', triggerTypeRoutes(context));
  routes.use('/trigger_instances', triggerInstanceRoutes(context));
  routes.use('/tools', toolRoutes(context));
  routes.use('/webhook_subscriptions', webhookSubscriptionRoutes(context));
  routes.use('/webhook_endpoints', webhookEndpointRoutes(context));
  routes.use('/files', fileRoutes(context));
  return routes;
}
