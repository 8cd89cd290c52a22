import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { z } from 'zod';
import { newSigningSecret } from '../../../platform/crypto/standard-webhooks.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import { lockWorkspace } from '../../access/index.ts';
import { isOfInstallation } from '../installation-owner.ts';
import { Endpoint, secretContext } from '../endpoint.entity.ts';
import { endpointFields, requireAllowed } from '../endpoint-input.ts';
import { endpointView, type endpointWithSecret } from '../endpoint.view.ts';
import type { EndpointAccess } from './change-endpoint.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';

export const createEndpointInput = endpointFields.extend({
  description: endpointFields.shape.description.default(''),
  types: endpointFields.shape.types.optional(),
  apps: endpointFields.shape.apps.default([]),
  triggers: endpointFields.shape.triggers.default([]),
});

/** Of one workspace, if people make them, and of the installation. */
const MAX_ENDPOINTS = 50;

export async function createEndpoint(
  deps: EndpointsDeps,
  { em, workspaceId, actor }: EndpointAccess,
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
    if (isOfInstallation(key)) await lockInstallation(tx);
    else await lockWorkspace(tx, workspaceId);
    // An installation key has no bound in a workspace: it stands for the customer, who has one for each of their tenants.
    const isBounded = actor.kind !== 'installation' || isOfInstallation(key);
    if (isBounded && (await tx.count(Endpoint, { workspaceId })) >= MAX_ENDPOINTS)
      throw new AppError('ENDPOINTS_TOO_MANY');
    return tx.create(Endpoint, { ...key, ...input, types, ...made, status: 'on', secretSealed }, { persist: true });
  });
  return { endpoint: endpointView(endpoint), secret };
}

/** Serializes additions to the installation, so that the limit holds for concurrent calls: there is no row to lock. */
async function lockInstallation(tx: EntityManager): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('installation endpoints', 0))`.execute(db(tx));
}
