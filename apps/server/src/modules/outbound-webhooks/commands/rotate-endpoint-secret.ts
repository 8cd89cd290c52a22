import { z } from 'zod';
import { newSigningSecret } from '../../../platform/crypto/standard-webhooks.ts';
import { openIfKnown } from '../../../platform/crypto/vault.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { secretContext } from '../endpoint.entity.ts';
import { endpointView, type endpointWithSecret } from '../endpoint.view.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { changeEndpoint, endpointKey, noteShown, type EndpointAccess } from './change-endpoint.ts';

export const rotateSecretInput = endpointKey
  .extend({
    version: z
      .int()
      .positive()
      .optional()
      .describe(
        'The version that you saw: a repeated call with it does not rotate again, so the new secret keeps signing.',
      ),
  })
  .meta({ id: 'EndpointRotation' });

/** How long the previous secret signs too, so that receivers can be updated one after the other. Milliseconds. */
const OVERLAP_MS = 24 * 60 * 60 * 1000;

/** Both secrets sign for a day, then only the new one. */
export async function rotateEndpointSecret(
  { vault, clock }: EndpointsDeps,
  access: EndpointAccess,
  { id, version }: z.infer<typeof rotateSecretInput>,
): Promise<z.infer<typeof endpointWithSecret>> {
  const secret = newSigningSecret();
  const endpoint = await changeEndpoint(access, id, (_tx, row) => {
    noteShown(row, access);
    if (version !== undefined && version !== row.version) throw new AppError('ENDPOINT_CHANGED');
    // A secret whose encryption key is lost cannot sign, so it is dropped instead of kept for the overlap.
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
