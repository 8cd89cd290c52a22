import { z } from 'zod';
import { secretSchema } from '../../platform/crypto/secret.ts';

/** A parameter that stands there once. Express makes an array of one that stands there twice: that is nobody's honest link. */
const once = z.string().max(500).optional();

/**
 * What the provider adds to our return address, in both of its spellings. Everything but the nonce is a hint at most:
 * parameters are unsigned, and the account is read again before anything is believed.
 */
export const returnQuery = z.object({
  nonce: secretSchema,
  status: once,
  error: once,
  connected_account_id: once,
  connectedAccountId: once,
  appName: once,
  session_uri: once,
});

export type ReturnQuery = z.infer<typeof returnQuery>;

/** Whether the provider says that it did not work out. Only ever used to end an attempt sooner. */
export function saysRefused({ status, error }: ReturnQuery): boolean {
  return error !== undefined || status === 'failed' || status === 'error';
}
