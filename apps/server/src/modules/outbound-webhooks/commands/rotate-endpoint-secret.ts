import { z } from 'zod';
import { newSigningSecret } from '../../../platform/crypto/standard-webhooks.ts';
import { openIfKnown } from '../../../platform/crypto/vault.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Access } from '../../access/index.ts';
import { secretContext } from '../endpoint.entity.ts';
import { endpointView, type endpointWithSecret } from '../endpoint.view.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { changeEndpoint, endpointKey, noteShown } from './change-endpoint.ts';

export const rotateSecretInput = endpointKey.extend({
  /** The version the caller saw: asked twice with it, the secret is rotated once, and the one in use goes on signing. */
  version: z.int().positive().optional(),
});

/** How long the former secret signs too, so that receivers can be changed one after the other. Milliseconds. */
const OVERLAP_MS = 24 * 60 * 60 * 1000;

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
