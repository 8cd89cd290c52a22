import type { Provider } from '@patchbay/provider';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { ActivationPolicy } from '../connections/index.ts';
import type { Verdict } from './verdict.ts';

export interface HealthDeps {
  orm: MikroORM | null;
  /** Why there is no `orm`, and what to do about it. */
  noDatabase?: Verdict;
  /** Null: the sandbox plays the provider. */
  provider: Pick<Provider, 'identity' | 'ping' | 'readWebhook'> | null;
  /** This process' own, to be compared with the database's. */
  processClock: Clock;
  activationPolicy: ActivationPolicy;
  publicUrl: string;
  /** Whether the Composio project verifies the identity of callbacks. */
  verifier: boolean;
  dataDir: string;
  /** Set where the answer leaves this machine: a browser need not be told how its disk is laid out. */
  hidesPaths?: boolean;
  /** From the environment; empty: none was given. */
  webhookSecrets: readonly string[];
  /** Names of the keys that open stored secrets, the current one first; none where no secret was made yet. */
  secretVersions: readonly string[];
  /** What a check met, for the operator; its verdict is for a person who reads the page. */
  log: Logger;
}
