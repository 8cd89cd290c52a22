import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import type { Provider } from '../provider/provider.port.ts';

export interface HealthDeps {
  /** Null: another process has the database to itself. */
  orm: MikroORM | null;
  /** Null: the sandbox plays the provider. */
  provider: Pick<Provider, 'identity' | 'ping' | 'readWebhook'> | null;
  clock: Clock;
  publicUrl: string;
  dataDir: string;
  /** Set where the answer leaves this machine: admins of workspaces need not know how its disk is laid out. */
  hidesPaths?: boolean;
  /** From the environment; empty: none was given. */
  webhookSecrets: readonly string[];
}
