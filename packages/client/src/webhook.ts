import { parseJson } from '@patchbay/exact-json';
import type { OutgoingEvent } from './api.ts';
import { PatchbayError } from './error.ts';

export interface WebhookMessage {
  /** The body as it arrived, byte for byte: parsed and written again it is another one. */
  body: string | Uint8Array;
  /** The headers of the request, of `fetch` or of Node. */
  headers: Headers | Record<string, string | readonly string[] | undefined>;
  /** The endpoint's secret, `whsec_…`; several while one replaces another. */
  secret: string | readonly string[];
  /** How far the sender's clock may differ, in seconds. 300 if not given. */
  toleranceSeconds?: number;
  /** What time it is, for tests. */
  now?: Date;
}

const TOLERANCE_SECONDS = 300;
const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

/**
 * Checks that an event comes from Patchbay, by Standard Webhooks, and returns it: a union, to be told apart by `type`.
 * Types that are newer than this package arrive too, so have a default. Throws a PatchbayError: WEBHOOK_INVALID when
 * the event is not signed with the secret or too old, OPTION_INVALID when the secret is none. Runs wherever there is
 * Web Cryptography.
 */
export async function verifyWebhook(message: WebhookMessage): Promise<OutgoingEvent> {
  const secrets = [message.secret].flat().map(keyOf);
  const { id, timestamp, signatures } = signatureOf(message);
  requireInTime(timestamp, message);
  const body = typeof message.body === 'string' ? new TextEncoder().encode(message.body) : message.body;
  const signed = concatenated(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  if (!(await isSigned(signed, { secrets, signatures }))) throw invalid('no signature of it is valid');
  return parsed(body);
}

type Bytes = Uint8Array<ArrayBuffer>;

function keyOf(secret: unknown): Bytes {
  const [, base64] = (typeof secret === 'string' && SECRET.exec(secret)) || [];
  if (base64 === undefined)
    throw new PatchbayError(
      'OPTION_INVALID',
      'the option secret is not the secret of an endpoint, which begins with whsec_',
    );
  return bytesOf(base64);
}

function bytesOf(base64: string): Bytes {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

interface Signature {
  id: string;
  timestamp: string;
  signatures: Bytes[];
}

function signatureOf({ headers }: WebhookMessage): Signature {
  const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((name) =>
    headerOf(headers, `webhook-${name}`),
  );
  if (!id || !timestamp || !signature) throw invalid('it has no signature');
  const versions = signature.split(' ').map((each) => each.split(','));
  return { id, timestamp, signatures: versions.flatMap(([version, text]) => (version === 'v1' ? decoded(text) : [])) };
}

function decoded(text = ''): Bytes[] {
  try {
    return [bytesOf(text)];
  } catch {
    return []; // Not base64: like any other signature that does not fit.
  }
}

function headerOf(headers: WebhookMessage['headers'], name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
  return [found?.[1]].flat().find((value) => value !== undefined);
}

function requireInTime(
  timestamp: string,
  { toleranceSeconds = TOLERANCE_SECONDS, now = new Date() }: WebhookMessage,
): void {
  const age = now.getTime() / 1000 - Number(timestamp);
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(age) > toleranceSeconds)
    throw invalid('it is too old, or from the future');
}

function concatenated(one: Uint8Array, other: Uint8Array): Bytes {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** By the runtime's own comparison, which takes the same time wherever the two differ. */
async function isSigned(
  signed: Bytes,
  { secrets, signatures }: { secrets: Bytes[]; signatures: Bytes[] },
): Promise<boolean> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  for (const secret of secrets) {
    const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['verify']);
    for (const signature of signatures) if (await crypto.subtle.verify('HMAC', key, signature, signed)) return true;
  }
  return false;
}

function parsed(body: Uint8Array): OutgoingEvent {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body)) as OutgoingEvent;
  } catch (error) {
    throw invalid('it is no JSON', error);
  }
}

function invalid(why: string, cause?: unknown): PatchbayError {
  return new PatchbayError('WEBHOOK_INVALID', `This is no event of Patchbay: ${why}.`, {
    remedy: 'Answer 400. If it should be one, compare the secret, and pass the body as it arrived.',
    cause,
  });
}
