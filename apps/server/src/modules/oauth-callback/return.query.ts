import { z } from 'zod';
import { secretSchema } from '../../platform/crypto/secret.ts';

/** A parameter that occurs once. Express makes an array of one that occurs twice. */
const once = z.string().optional();

/**
 * What the provider adds to our return address, in both of its spellings. Everything but the nonce is only a hint:
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

/**
 * The query of a return. `isWellFormed` is false when anything but the nonce is invalid: such a return consumes
 * nothing.
 */
export interface GivenReturn {
  query: ReturnQuery;
  isWellFormed: boolean;
}

/**
 * Parses the nonce separately, so that a return with a known nonce is judged and recorded regardless of the rest of
 * its address. Undefined when there is no nonce, or more than one.
 */
export function readReturnQuery(given: Record<string, unknown>): GivenReturn | undefined {
  const nonce = secretSchema.safeParse(given['nonce']);
  if (!nonce.success) return undefined;
  const rest = hints.safeParse(given);
  return { query: { nonce: nonce.data, ...rest.data }, isWellFormed: rest.success };
}

/** Whether the provider reports a failure. Only used to end an attempt sooner. */
export function saysRefused({ status, error }: ReturnQuery): boolean {
  return error !== undefined || status === 'failed' || status === 'error';
}
