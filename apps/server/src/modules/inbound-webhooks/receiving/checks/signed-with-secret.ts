import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MessageCheck, SignedMessage } from '../signed-message.ts';

/**
 * 32 bytes in base64. Composio sends only this scheme; others (`v1a` and later) are skipped, as the standard
 * requires.
 */
const V1 = /^v1,([A-Za-z0-9+/]{43}=)$/;

/** One valid signature under any secret is enough: during a rotation there are two of each. */
export const signedWithSecret: MessageCheck = ({ message, secrets }) => {
  const given = message.signatures.split(' ').flatMap((part) => V1.exec(part)?.[1] ?? []);
  return secrets.some((secret) => {
    const expected = Buffer.from(signatureOf(message, secret));
    return given.some((signature) => timingSafeEqual(expected, Buffer.from(signature)));
  });
};

/**
 * Base64 of the HMAC-SHA256 of the received bytes. Composio's key is the UTF-8 bytes of the secret, including
 * `whsec_`, where Standard Webhooks would decode it from base64.
 */
function signatureOf({ id, timestamp, body }: Omit<SignedMessage, 'signatures'>, secret: string): string {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64');
}
