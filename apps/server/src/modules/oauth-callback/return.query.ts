import { z } from 'zod';
import { secretSchema } from '../../platform/crypto/secret.ts';

/** A parameter that stands there once. Express makes an array of one that stands there twice. */
const once = z.string().optional();

/**
 * What the provider adds to our return address, in both of its spellings. Everything but the nonce is a hint at most:
 * parameters are unsigned, and the account is read again before anything is decided.
 */
const hints = z.object({
  status: once,
  error: once,
  connected_account_id: once,
  connectedAccountId: once,
  appName: once,
  session_uri: z.string().max(1_024).optional(),
});

export type ReturnQuery = { nonce: string } & Pick<z.infer<typeof hints>, 'status' | 'error' | 'session_uri'>;

/** The query of a return. `isWellFormed` is false where anything but the nonce cannot be read: nothing is used up by it. */
export interface GivenReturn {
  query: ReturnQuery;
  isWellFormed: boolean;
}

/**
 * Reads the nonce apart from the rest, so that a return with a known nonce is judged and recorded whatever else stands in
 * its address. Undefined where there is no nonce, or more than one.
 */
export function readReturnQuery(given: Record<string, unknown>): GivenReturn | undefined {
  const nonce = secretSchema.safeParse(given['nonce']);
  if (!nonce.success) return undefined;
  const rest = hints.safeParse(given);
  return { query: { nonce: nonce.data, ...rest.data }, isWellFormed: rest.success };
}

/** Whether the provider says that it did not work out. Only ever used to end an attempt sooner. */
export function saysRefused({ status, error }: ReturnQuery): boolean {
  return error !== undefined || status === 'failed' || status === 'error';
}
