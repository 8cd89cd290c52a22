import { keyTokens } from '../../platform/keys/key-token.ts';

/** Tokens of service keys, `pb_<id>_<secret>`. */
export const { format: formatToken, parse: parseToken } = keyTokens('pb');
