import { isIP } from 'node:net';
import { OUTGOING_EVENT_TYPES, outgoingEventType } from '@patchbay/contracts';
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

/** Must accept invalid URLs: zod runs this check even after an earlier one has failed. */
function hasNoPassword(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.username === '' && parsed.password === '';
}

export const endpointFields = inputObject({
  url: endpointUrl,
  description: plainText(200),
  types: z
    .array(outgoingEventType)
    .min(1)
    .max(OUTGOING_EVENT_TYPES.length)
    .describe('The types of events to receive. Without it: trigger messages.'),
  /** Filters the events; empty means all. */
  apps: z.array(appSlug).max(100),
  triggers: z.array(triggerSlug).max(100),
});

/**
 * Throws ENDPOINT_NOT_ALLOWED for an address that is never delivered to: not https, or obviously in a private
 * network. What a name resolves to is checked at every delivery, because it may change.
 */
export function requireAllowed(url: string, deps: PrivateAddressDeps): void {
  if (mayBePrivate(url, deps)) return;
  const { protocol, hostname } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  const isOurs = /^(localhost|.*\.localhost|.*\.local|.*\.internal)\.?$/.test(hostname);
  if (protocol !== 'https:' || isOurs || (isIP(literal) && !isPublicAddress(literal)))
    throw new AppError('ENDPOINT_NOT_ALLOWED');
}

export interface PrivateAddressDeps {
  /** Whether endpoints may be in private networks. */
  allowPrivateEndpoints: boolean;
  /** The built-in sandbox runs on this machine, and its receivers are for endpoints. */
  sandbox: { receiverUrl: string } | null;
}

/** Whether this address may be in a private network. The whole address is compared as a browser reads it, without `..`. */
export function mayBePrivate(url: string, { allowPrivateEndpoints, sandbox }: PrivateAddressDeps): boolean {
  return allowPrivateEndpoints || (sandbox !== null && new URL(url).href.startsWith(sandbox.receiverUrl));
}
