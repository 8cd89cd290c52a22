import { endpointViewSchema } from '@patchbay/contracts';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { newSigningSecret } from '../../../platform/crypto/standard-webhooks.ts';
import { openIfKnown } from '../../../platform/crypto/vault.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { type Access, lockWorkspace } from '../../access/index.ts';
import { Endpoint, secretContext } from '../endpoint.entity.ts';
import { endpointFields, requireAllowed } from '../endpoint-input.ts';
import { endpointView } from '../endpoint.view.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { cancelPendingDeliveries, switchOff } from '../delivery/record-try.ts';

export const createEndpointInput = endpointFields.extend({
  description: endpointFields.shape.description.default(''),
  apps: endpointFields.shape.apps.default([]),
  triggers: endpointFields.shape.triggers.default([]),
});

export const updateEndpointInput = endpointFields.partial().extend({
  id: idSchema,
  enabled: z.boolean().optional(),
  /** The version the caller saw. */
  version: z.int().positive().optional(),
});

export const endpointKey = inputObject({ id: idSchema });

export const rotateSecretInput = endpointKey.extend({
  /** The version the caller saw: asked twice with it, the secret is rotated once, and the one in use goes on signing. */
  version: z.int().positive().optional(),
});

export const endpointOutput = z.object({ endpoint: endpointViewSchema });

/** The secret is told here and never again. */
export const endpointWithSecret = endpointOutput.extend({ secret: z.string() });

const MOST_PER_WORKSPACE = 50;
/** How long the former secret signs too, so that receivers can be changed one after the other. Milliseconds. */
const OVERLAP_MS = 24 * 60 * 60 * 1000;

export async function createEndpoint(
  deps: EndpointsDeps,
  { em, workspaceId, actor }: Access,
  input: z.infer<typeof createEndpointInput>,
): Promise<z.infer<typeof endpointWithSecret>> {
  requireAllowed(input.url, deps);
  const secret = newSigningSecret();
  const now = deps.clock.now();
  const key = { workspaceId, id: deps.newId() };
  const secretSealed = deps.vault.seal(secret, secretContext(key, 'secret_sealed'));
  const made = { createdBy: actor, shownTo: [actor.id], createdAt: now, updatedAt: now };
  const endpoint = await em.fork().transactional(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    if ((await tx.count(Endpoint, { workspaceId })) >= MOST_PER_WORKSPACE) throw new AppError('ENDPOINTS_TOO_MANY');
    return tx.create(Endpoint, { ...key, ...input, ...made, status: 'on', secretSealed }, { persist: true });
  });
  return { endpoint: endpointView(endpoint), secret };
}

export async function updateEndpoint(
  deps: EndpointsDeps,
  access: Access,
  { enabled, version, id, ...input }: z.infer<typeof updateEndpointInput>,
): Promise<z.infer<typeof endpointOutput>> {
  if (input.url !== undefined) requireAllowed(input.url, deps);
  const endpoint = await changeEndpoint(access, id, async (tx, row) => {
    if (input.url !== undefined && input.url !== row.url) noteShown(row, access);
    if (version !== undefined && version !== row.version) throw new AppError('ENDPOINT_CHANGED');
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    Object.assign(row, given, { updatedAt: deps.clock.now() });
    if (enabled === false && row.status === 'on') await switchOff(deps, tx, { endpoint: row, reason: 'person' });
    if (enabled) Object.assign(row, { status: 'on', offReason: null, failingSince: null });
  });
  return { endpoint: endpointView(endpoint) };
}

/** From now on both secrets sign, for a day; then only the new one. */
export async function rotateEndpointSecret(
  { vault, clock }: EndpointsDeps,
  access: Access,
  { id, version }: z.infer<typeof rotateSecretInput>,
): Promise<z.infer<typeof endpointWithSecret>> {
  const secret = newSigningSecret();
  const endpoint = await changeEndpoint(access, id, (_tx, row) => {
    noteShown(row, access);
    if (version !== undefined && version !== row.version) throw new AppError('ENDPOINT_CHANGED');
    // One whose key is lost signs nothing any more: it is replaced, not kept for a day.
    const former = openIfKnown(vault, row.secretSealed, secretContext(row, 'secret_sealed'));
    const now = clock.now();
    Object.assign(row, {
      secretSealed: vault.seal(secret, secretContext(row, 'secret_sealed')),
      previousSecretSealed: former && vault.seal(former, secretContext(row, 'previous_secret_sealed')),
      previousUntil: former && new Date(now.getTime() + OVERLAP_MS),
      updatedAt: now,
    });
    return Promise.resolve();
  });
  return { endpoint: endpointView(endpoint), secret };
}

/** For the day on which this person loses the rights by which they were shown it: see shown-endpoints.ts. */
function noteShown(row: Endpoint, { actor }: Access): void {
  row.shownTo = [...new Set([...(row.shownTo ?? [null]), actor.id])];
}

/** What was delivered stays in the log; what waits is given up. */
export async function removeEndpoint(
  { clock }: EndpointsDeps,
  access: Access,
  { id }: z.infer<typeof endpointKey>,
): Promise<z.infer<typeof endpointKey>> {
  await changeEndpoint(access, id, async (tx, row) => {
    await cancelPendingDeliveries(tx, row, clock.now());
    tx.remove(row);
  });
  return { id };
}

/** Throws ENDPOINT_UNKNOWN, for other workspaces' ids as for random ones. */
async function changeEndpoint(
  { em, workspaceId }: Access,
  id: string,
  work: (tx: EntityManager, row: Endpoint) => Promise<void>,
): Promise<Endpoint> {
  return em.fork().transactional(async (tx) => {
    const row = await tx.findOne(Endpoint, { workspaceId, id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!row) throw new AppError('ENDPOINT_UNKNOWN');
    await work(tx, row);
    await tx.flush();
    return row;
  });
}
