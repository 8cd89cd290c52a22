import { createHmac } from 'node:crypto';

/** One message in one try: its id is the same for all tries. */
export interface Signable {
  id: string;
  /** Unix seconds of this try. */
  timestamp: number;
  body: string;
}

/** The value of `webhook-signature`. The key is the secret's UTF-8 bytes as they are, with their prefix. */
export function sign({ id, timestamp, body }: Signable, secret: string): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
