import type { Provider } from '@patchbay/provider';
import type { Clock } from '../../platform/clock.ts';
import type { NewSecret } from '../../platform/crypto/secret.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { NewId } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { CallLimit } from '../../platform/limits/call-limit.ts';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { ConnectionEffects } from './connection-effects.ts';
import type { ActivationPolicy } from './attempts/activation-policy.ts';

/** What the use cases of connections need besides their caller. */
export interface ConnectionsDeps {
  clock: Clock;
  newId: NewId;
  newSecret: NewSecret;
  vault: Vault;
  provider: Provider;
  /** Questions to it that people and services have asked for, by workspace. */
  questions: CallLimit;
  jobs: Jobs;
  /** What other modules do when a connection changes. */
  effects: ConnectionEffects;
  changes: ChangeSignal;
  log: Logger;
  publicUrl: string;
  /** Milliseconds from the start of an attempt to its end, at most ten minutes: then the provider's link is dead too. */
  attemptTtl: number;
  activationPolicy: ActivationPolicy;
  /** Whether the Composio project verifies the identity of callbacks, so that a return has to be confirmed to it. */
  verifier: boolean;
}
