import { isIP } from 'node:net';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { isPublicAddress } from '@patchbay/outgoing-http';
import { plainText } from '../../platform/plain-text.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { appSlug, triggerSlug } from '../catalog/index.ts';

const endpointUrl = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'has characters that no address has')
  .refine(hasNoPassword, 'no user name or password; the signature says who sends');

/** Asked of everything, also of what was found to be no address already: zod goes on after a check that fails. */
function hasNoPassword(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.username === '' && parsed.password === '';
}

export const endpointFields = inputObject({
  url: endpointUrl,
  description: plainText(200),
  /** Which events are meant; empty: all. */
  apps: z.array(appSlug).max(100),
  triggers: z.array(triggerSlug).max(100),
});

/**
 * Throws ENDPOINT_NOT_ALLOWED for an address that would not be delivered to: not encrypted, or plainly in our own
 * networks. What a name resolves to is checked at every delivery, for it may change.
 */
export function requireAllowed(url: string, { allowPrivateEndpoints }: { allowPrivateEndpoints: boolean }): void {
  if (allowPrivateEndpoints) return;
  const { protocol, hostname } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  const isOurs = /^(localhost|.*\.localhost|.*\.local|.*\.internal)\.?$/.test(hostname);
  if (protocol !== 'https:' || isOurs || (isIP(literal) && !isPublicAddress(literal)))
    throw new AppError('ENDPOINT_NOT_ALLOWED');
}
