import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { endpointKey } from './commands/change-endpoint.ts';
import { createEndpoint, createEndpointInput } from './commands/create-endpoint.ts';
import { removedEndpoint, removeEndpoint } from './commands/remove-endpoint.ts';
import { rotateEndpointSecret, rotateSecretInput } from './commands/rotate-endpoint-secret.ts';
import { updateEndpoint, updateEndpointInput } from './commands/update-endpoint.ts';
import { endpointOutput, endpointWithSecret } from './endpoint.view.ts';
import type { EndpointsDeps } from './outbound-webhooks.deps.ts';
import { deliveriesDocs, endpointsDocs } from './outbound-webhooks.docs.ts';
import { listDeliveries, listDeliveriesInput, listDeliveriesOutput } from './queries/list-deliveries.ts';
import { listEndpoints, listEndpointsInput, listEndpointsOutput } from './queries/list-endpoints.ts';
import { recoverEndpoint, recoverInput, recoverOutput } from './commands/recover-endpoint.ts';
import { deliveryKey, plannedOutput, redeliver, testEndpoint } from './commands/send-again.ts';

export interface EndpointsRouterDeps extends EndpointsDeps {
  procedures: Procedures;
}

/** An address may contain a token, so even the list is for admins only. */
export function endpointsRouter(deps: EndpointsRouterDeps) {
  const { alsoByInstallation } = deps.procedures;
  const admin = alsoByInstallation('admin', 'endpoints:write');
  return t.router({
    list: alsoByInstallation('admin', 'endpoints:read')
      .meta(endpointsDocs.list)
      .input(listEndpointsInput)
      .output(listEndpointsOutput)
      .query(({ ctx, input }) => listEndpoints(ctx, input)),
    create: admin
      .meta(endpointsDocs.create)
      .input(createEndpointInput)
      .output(endpointWithSecret)
      .mutation(({ ctx, input }) => createEndpoint(deps, ctx, input)),
    update: admin
      .meta(endpointsDocs.update)
      .input(updateEndpointInput)
      .output(endpointOutput)
      .mutation(({ ctx, input }) => updateEndpoint(deps, ctx, input)),
    rotateSecret: admin
      .meta(endpointsDocs.rotateSecret)
      .input(rotateSecretInput)
      .output(endpointWithSecret)
      .mutation(({ ctx, input }) => rotateEndpointSecret(deps, ctx, input)),
    remove: admin
      .meta(endpointsDocs.remove)
      .input(endpointKey)
      .output(removedEndpoint)
      .mutation(({ ctx, input }) => removeEndpoint(deps, ctx, input)),
    test: admin
      .meta(endpointsDocs.test)
      .input(endpointKey)
      .output(plannedOutput)
      .mutation(({ ctx, input }) => testEndpoint(deps, ctx, input)),
  });
}

export function deliveriesRouter(deps: EndpointsRouterDeps) {
  const { withKeys } = deps.procedures;
  const admin = withKeys('admin', 'events:write');
  return t.router({
    list: withKeys('viewer', 'events:read')
      .meta(deliveriesDocs.list)
      .input(listDeliveriesInput)
      .output(listDeliveriesOutput)
      .query(({ ctx, input }) => listDeliveries(ctx, input)),
    redeliver: admin
      .meta(deliveriesDocs.redeliver)
      .input(deliveryKey)
      .output(plannedOutput)
      .mutation(({ ctx, input }) => redeliver(deps, ctx, input)),
    recover: admin
      .meta(deliveriesDocs.recover)
      .input(recoverInput)
      .output(recoverOutput)
      .mutation(({ ctx, input }) => recoverEndpoint(deps, ctx, input)),
  });
}
