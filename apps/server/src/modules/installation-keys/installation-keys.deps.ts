import type { NewSecret } from '../../platform/crypto/secret.ts';
import type { ActivityDeps } from '../installation-activity/index.ts';
import type { InstallationKeyReader } from './installation-key-reader.ts';

export interface InstallationKeysDeps extends ActivityDeps {
  newSecret: NewSecret;
  installationKeys: InstallationKeyReader;
}
