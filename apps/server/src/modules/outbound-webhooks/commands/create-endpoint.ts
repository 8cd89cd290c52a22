import type { z } from 'zod';
import { newSigningSecret } from '../../../platform/crypto/standard-webhooks.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { type Access, lockWorkspace } from '../../access/index.ts';
import { Endpoint, secretContext } from '../endpoint.entity.ts';
import { endpointFields, requireAllowed } from '../endpoint-input.ts';
import { endpointView, type endpointWithSecret } from '../endpoint.view.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';

export const createEndpointInput = endpointFields.extend({
  description: endpointFields.shape.description.default(''),
  types: endpointFields.shape.types.optional(),
  apps: endpointFields.shape.apps.default([]),
  triggers: endpointFields.shape.triggers.default([]),
});

const MAX_PER_WORKSPACE = 50;

export async function createEndpoint(
  deps: EndpointsDeps,
  { em, workspaceId, actor }: Access,
  input: z.infer<typeof createEndpointInput>,
): Promise<z.infer<typeof endpointWithSecret>> {
  requireAllowed(input.url, deps);
  const secret = newSigningSecret();
  const now = deps.clock.now();
  const types = input.types ?? null;
  const key = { workspaceId, id: deps.newId() };
  const secretSealed = deps.vault.seal(secret, secretContext(key, 'secret_sealed'));
  const made = { createdBy: actor, shownTo: [actor.id], createdAt: now, updatedAt: now };
  const endpoint = await em.fork().transactional(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    if ((await tx.count(Endpoint, { workspaceId })) >= MAX_PER_WORKSPACE) throw new AppError('ENDPOINTS_TOO_MANY');
    return tx.create(Endpoint, { ...key, ...input, types, ...made, status: 'on', secretSealed }, { persist: true });
  });
  return { endpoint: endpointView(endpoint), secret };
}
