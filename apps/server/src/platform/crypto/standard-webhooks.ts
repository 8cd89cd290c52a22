import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const PREFIX = 'whsec_';

/** A signing secret: 24 random bytes, the minimum that Standard Webhooks allows for a symmetric key. */
export function newSigningSecret(): string {
  return `${PREFIX}${randomBytes(24).toString('base64')}`;
}

export interface Signed {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
}

/** The value of `webhook-signature` by Standard Webhooks: one signature for each secret, separated by spaces. */
export function signatureHeader({ id, timestamp, body }: Signed, secrets: readonly string[]): string {
  const at = new Date(timestamp * 1000);
  return secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ');
}
