import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** A signing secret: 24 random bytes, the least that Standard Webhooks allows for a symmetric key is as many. */
export function newSigningSecret(): string {
  return `${PREFIX}${randomBytes(24).toString('base64')}`;
}

export interface Signed {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
}

/**
 * The value of `webhook-signature` by Standard Webhooks: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`, once for
 * each secret with a blank between. The key is what the secret's text decodes to.
 */
export function signatureHeader({ id, timestamp, body }: Signed, secrets: readonly string[]): string {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(PREFIX, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return signatures.join(' ');
}
