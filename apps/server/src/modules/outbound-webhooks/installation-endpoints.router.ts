import { idSchema } from '../../platform/ids.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { endpointKey } from './commands/change-endpoint.ts';
import { createEndpoint, createEndpointInput } from './commands/create-endpoint.ts';
import { recoverEndpoint, recoverInput, recoverOutput } from './commands/recover-endpoint.ts';
import { removedEndpoint, removeEndpoint } from './commands/remove-endpoint.ts';
import { rotateEndpointSecret, rotateSecretInput } from './commands/rotate-endpoint-secret.ts';
import { deliveryKey, plannedOutput, redeliver, testEndpoint } from './commands/send-again.ts';
import { updateEndpoint, updateEndpointInput } from './commands/update-endpoint.ts';
import { endpointFields } from './endpoint-input.ts';
import { endpointOutput, endpointWithSecret } from './endpoint.view.ts';
import { OF_INSTALLATION } from './installation-owner.ts';
import { installationEndpointsDocs } from './outbound-webhooks.docs.ts';
import type { EndpointsRouterDeps } from './outbound-webhooks.router.ts';
import { listDeliveries, listDeliveriesInput, listDeliveriesOutput } from './queries/list-deliveries.ts';
import { listEndpoints, listEndpointsInput, listEndpointsOutput } from './queries/list-endpoints.ts';

/** The body of before types names no workspace, so what is wanted has to be said. */
const createInput = createEndpointInput.extend({ types: endpointFields.shape.types });
const recoverInWorkspace = recoverInput.extend({
  workspaceId: idSchema.describe('The workspace whose events the endpoint has missed.'),
});
const deliveriesInput = inputObject(listDeliveriesInput.unwrap().omit({ endUserId: true, tags: true }).shape).prefault(
  {},
);

/** Names in the API of what would be named after an operation of a workspace’s endpoints. */
const schemas = {
  endpoint: endpointOutput.meta({ id: 'InstallationEndpoint' }),
  removed: removedEndpoint.meta({ id: 'RemovedInstallationEndpoint' }),
  delivery: deliveryKey.meta({ id: 'InstallationDeliveryRef' }),
};

/** Endpoints that receive the events of all workspaces. */
export function installationEndpointsRouter(deps: EndpointsRouterDeps) {
  const { installation } = deps.procedures;
  const reader = installation('endpoints:read');
  const writer = installation('endpoints:write', { recorded: true });
  const docs = installationEndpointsDocs;
  const own = <Context extends object>(ctx: Context) => ({ ...ctx, workspaceId: OF_INSTALLATION });
  return t.router({
    list: reader
      .meta(docs.list)
      .input(listEndpointsInput)
      .output(listEndpointsOutput)
      .query(({ ctx, input }) => listEndpoints(own(ctx), input)),
    create: writer
      .meta(docs.create)
      .input(createInput)
      .output(endpointWithSecret)
      .mutation(({ ctx, input }) => createEndpoint(deps, own(ctx), input)),
    update: writer
      .meta(docs.update)
      .input(updateEndpointInput)
      .output(schemas.endpoint)
      .mutation(({ ctx, input }) => updateEndpoint(deps, own(ctx), input)),
    rotateSecret: writer
      .meta(docs.rotateSecret)
      .input(rotateSecretInput)
      .output(endpointWithSecret)
      .mutation(({ ctx, input }) => rotateEndpointSecret(deps, own(ctx), input)),
    remove: writer
      .meta(docs.remove)
      .input(endpointKey)
      .output(schemas.removed)
      .mutation(({ ctx, input }) => removeEndpoint(deps, own(ctx), input)),
    test: writer
      .meta(docs.test)
      .input(endpointKey)
      .output(plannedOutput)
      .mutation(({ ctx, input }) => testEndpoint(deps, own(ctx), input)),
    deliveries: reader
      .meta(docs.deliveries)
      .input(deliveriesInput)
      .output(listDeliveriesOutput)
      .query(({ ctx, input }) => listDeliveries(own(ctx), input)),
    redeliver: writer
      .meta(docs.redeliver)
      .input(schemas.delivery)
      .output(plannedOutput)
      .mutation(({ ctx, input }) => redeliver(deps, own(ctx), input)),
    recover: writer
      .meta(docs.recover)
      .input(recoverInWorkspace)
      .output(recoverOutput)
      .mutation(({ ctx, input: { workspaceId: eventsOf, ...input } }) =>
        recoverEndpoint(deps, { ...own(ctx), eventsOf }, input),
      ),
  });
}
