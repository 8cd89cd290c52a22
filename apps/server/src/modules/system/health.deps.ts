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
  /** This process's clock, to be compared with the database's. */
  processClock: Clock;
  activationPolicy: ActivationPolicy;
  publicUrl: string;
  /** Whether the Composio project verifies the identity of callbacks. */
  verifier: boolean;
  dataDir: string;
  /** Set when the result leaves this machine: a browser need not know the machine's paths. */
  hidesPaths?: boolean;
  /** From the environment; empty when not set. */
  webhookSecrets: readonly string[];
  /** Names of the keys that open stored secrets, the current one first; empty before the first secret was created. */
  secretVersions: readonly string[];
  /** For errors inside a check, which are for the operator; the verdict is for people who read the page. */
  log: Logger;
}
