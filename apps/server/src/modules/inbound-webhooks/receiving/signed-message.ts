import type { IncomingHttpHeaders } from 'node:http';

/** A message as it arrived: untrusted until every check has passed. */
export interface SignedMessage {
  id: string;
  /** Seconds since 1970, as text. */
  timestamp: string;
  /** Space-separated `v1,<base64>`. */
  signatures: string;
  /** Exactly the bytes that were received. */
  body: Buffer;
}

export interface VerificationFacts {
  message: SignedMessage;
  /** The current secret, and the previous one during a rotation. */
  secrets: readonly string[];
  now: Date;
}

export type MessageCheck = (facts: VerificationFacts) => boolean;

/**
 * Missing headers become empty strings, which no check accepts. Node joins repeated headers, which the grammar
 * rejects.
 */
export function signedMessage(headers: IncomingHttpHeaders, body: Buffer): SignedMessage {
  return {
    id: text(headers['webhook-id']),
    timestamp: text(headers['webhook-timestamp']),
    signatures: text(headers['webhook-signature']),
    body,
  };
}

function text(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}
