import { keyTokens } from '../../platform/keys/key-token.ts';

/** Its own prefix: neither kind of key can be taken for the other. */
export const INSTALLATION_PREFIX = 'pbi';

/** Tokens of installation keys, `pbi_<id>_<secret>`. */
export const { format: formatInstallationToken, parse: parseInstallationToken } = keyTokens(INSTALLATION_PREFIX);
