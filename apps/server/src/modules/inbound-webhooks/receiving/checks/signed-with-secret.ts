import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MessageCheck, SignedMessage } from '../signed-message.ts';

/** 32 bytes in base64; the only scheme that is sent (`v1a` and later ones are skipped, as the standard asks). */
const V1 = /^v1,([A-Za-z0-9+/]{43}=)$/;

/** One signature under one of the secrets is enough: during a rotation there are two of either. */
export const signedWithSecret: MessageCheck = ({ message, secrets }) => {
  const given = message.signatures.split(' ').flatMap((part) => V1.exec(part)?.[1] ?? []);
  return secrets.some((secret) => {
    const expected = Buffer.from(signatureOf(message, secret));
    return given.some((signature) => timingSafeEqual(expected, Buffer.from(signature)));
  });
};

/**
 * Base64 of HMAC-SHA256 over the received bytes. Composio's key is the secret's own UTF-8 bytes, `whsec_` and all, where
 * Standard Webhooks would decode it from base64.
 */
function signatureOf({ id, timestamp, body }: Omit<SignedMessage, 'signatures'>, secret: string): string {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64');
}
