import type { Provider } from '@patchbay/provider';
import type { Clock } from '../../platform/clock.ts';
import type { NewSecret } from '../../platform/crypto/secret.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { NewId } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { CallLimit } from '../../platform/limits/call-limit.ts';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { OutgoingEvents } from '../outgoing-events/index.ts';
import type { ConnectionEffects } from './connection-effects.ts';
import type { ActivationPolicy } from './attempts/activation-policy.ts';

/** Dependencies of the use cases in this module. */
export interface ConnectionsDeps {
  clock: Clock;
  newId: NewId;
  newSecret: NewSecret;
  vault: Vault;
  provider: Provider;
  /** Limits provider calls that people and services cause, per workspace. */
  questions: CallLimit;
  jobs: Jobs;
  /** What other modules do when a connection changes. */
  effects: ConnectionEffects;
  /** What customers are told. */
  outgoingEvents: OutgoingEvents;
  changes: ChangeSignal;
  log: Logger;
  publicUrl: string;
  /** Of the pages for end users; the same as `publicUrl` unless these have an origin of their own. */
  connectUrl: string;
  /**
   * Milliseconds from the start of an attempt to its deadline. At most ten minutes: the provider's link expires then.
   */
  attemptTtl: number;
  activationPolicy: ActivationPolicy;
  /** Whether the Composio project verifies the identity of callbacks, so that every return must be confirmed to it. */
  verifier: boolean;
}
