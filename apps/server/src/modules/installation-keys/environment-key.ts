import { INSTALLATION_SCOPES } from '@patchbay/contracts';
import { hashSecret, matchesHash } from '../../platform/crypto/secret.ts';
import type { InstallationCaller } from '../access/index.ts';

/** The key of PATCHBAY_INSTALLATION_KEY, in limits, logs and the activity. */
export const ENVIRONMENT_KEY: InstallationCaller = {
  id: 'environment',
  name: 'PATCHBAY_INSTALLATION_KEY',
  scopes: INSTALLATION_SCOPES,
  addresses: [],
};

/** Whether a token is the key of the environment, in constant time. `null`: the environment has none. */
export function environmentKeyCheck(key: string | null): (token: string) => boolean {
  if (key === null) return () => false;
  const hash = hashSecret(key);
  return (token) => matchesHash(token, hash);
}
