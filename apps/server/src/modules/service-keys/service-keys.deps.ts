import type { Clock } from '../../platform/clock.ts';
import type { NewSecret } from '../../platform/crypto/secret.ts';
import type { NewId } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { KeyReader } from './key-reader.ts';

export interface ServiceKeysDeps {
  clock: Clock;
  newId: NewId;
  newSecret: NewSecret;
  keyReader: KeyReader;
  jobs: Jobs;
}
