import { resolve } from 'node:path';
import type { Env } from './env.ts';
import { type ActivationPolicy, defaultPolicy } from './modules/connections/index.ts';
import type { SignUpMode } from './modules/identity/index.ts';
import { databaseSecrets, type DatabaseSettings } from './platform/database/database-settings.ts';
import { DEFAULT_LIMITS, type Limits } from './platform/database/reach-database.ts';

/** The environment with every default filled in. */
export interface Settings {
  port: number;
  host: string;
  publicUrl: string;
  /** Of the pages for end users: the same, unless they have an origin of their own. */
  connectUrl: string;
  /**
   * Whether the address is our default, so that a visitor who uses another name of this machine may be redirected to
   * it.
   */
  publicUrlIsDefault: boolean;
  /** The number of trusted proxies in front of the server. */
  trustProxy: number;
  logLevel: string;
  /** `null`: use the embedded database. */
  database: DatabaseSettings | null;
  /** PostgreSQL variables that are set but not used, because the embedded database has its own settings. */
  unusedVariables: string[];
  poolSize: number;
  databaseLimits: Limits;
  /** Milliseconds that a start waits for a database that is not up yet. */
  databaseWaitMs: number;
  secret: string | null;
  /** Previous values of `secret`, which still open what they sealed. */
  previousSecrets: string[];
  /** A key that manages all workspaces; `null`: only the keys of installation admins do. */
  installationKey: string | null;
  dataDir: string;
  sandboxPort: number;
  /** The interface on which the sandbox listens. Browsers find it at 127.0.0.1, also if it listens on all. */
  sandboxHost: string;
  /** `null`: no key, so the sandbox plays Composio. */
  composio: { apiKey: string; baseUrl: string } | null;
  /**
   * The secrets with which Composio signs its messages, the current one first. Empty: those of the webhook that we
   * register.
   */
  webhookSecrets: string[];
  /** Whether events may be delivered to private addresses, and without TLS. */
  allowPrivateEndpoints: boolean;
  /** Days that events and deliveries are kept; up to a week longer, because whole weeks are deleted. */
  retention: number;
  /** The SDK: `@composio/core`, or `composio-core` for the API before v3. */
  composioSdk: 'core' | 'legacy';
  attemptTtl: number;
  /** Whether the execution log keeps the arguments of actions. */
  logArguments: boolean;
  /** Procedure calls per minute of one person, or of one address for signed-out visitors; 0: no limit. */
  callsPerMinute: number;
  /** The same for one service key. */
  keyCallsPerMinute: number;
  /** Calls to the provider by this process per minute, for all purposes together; 0: no limit. */
  providerCallsPerMinute: number;
  activationPolicy: ActivationPolicy;
  /** The only port (on `host`) that serves `/metrics`; `null`: the main port. */
  metricsPort: number | null;
  /**
   * The token for `/metrics`; `null`: none is needed on `metricsPort`; on the main port only this machine may read
   * it.
   */
  metricsToken: string | null;
  /** Who may create an account; `null`: as set by an installation admin. */
  signUp: SignUpMode | null;
  /** Whether returns must be confirmed to Composio, because callback identity verification is on in the project. */
  verifier: boolean;
  webDist: string;
}

const ROOT = resolve(import.meta.dirname, '../../..');

export function settingsFrom(env: Env): Settings {
  const port = env.PORT ?? 3000;
  const apiKey = env.COMPOSIO_API_KEY;
  const publicUrl = new URL(env.PUBLIC_URL ?? `http://localhost:${port}`).origin;
  return {
    port,
    host: env.HOST ?? (env.PUBLIC_URL ? '0.0.0.0' : '127.0.0.1'),
    publicUrl,
    connectUrl: env.PATCHBAY_CONNECT_URL ? new URL(env.PATCHBAY_CONNECT_URL).origin : publicUrl,
    publicUrlIsDefault: env.PUBLIC_URL === undefined,
    trustProxy: env.TRUST_PROXY ?? 0,
    logLevel: env.LOG_LEVEL ?? 'info',
    database: databaseOf(env),
    unusedVariables: env.DATABASE_URL === undefined ? Object.keys(env.libpq ?? {}) : [],
    databaseLimits: {
      statementMs: milliseconds(env.DATABASE_STATEMENT_TIMEOUT) ?? DEFAULT_LIMITS.statementMs,
      lockMs: milliseconds(env.DATABASE_LOCK_TIMEOUT) ?? DEFAULT_LIMITS.lockMs,
    },
    databaseWaitMs: milliseconds(env.DATABASE_WAIT) ?? 60_000,
    poolSize: env.DATABASE_POOL ?? 16,
    secret: env.PATCHBAY_SECRET ?? null,
    previousSecrets: given(env.PATCHBAY_SECRET_PREVIOUS),
    installationKey: env.PATCHBAY_INSTALLATION_KEY ?? null,
    dataDir: resolve(ROOT, env.PATCHBAY_DATA_DIR ?? '.patchbay'),
    sandboxPort: env.PATCHBAY_SANDBOX_PORT ?? port + 1,
    sandboxHost: env.PATCHBAY_SANDBOX_HOST ?? '127.0.0.1',
    composio: apiKey ? { apiKey, baseUrl: env.COMPOSIO_BASE_URL ?? 'https://backend.composio.dev' } : null,
    keyCallsPerMinute: env.PATCHBAY_KEY_CALLS_PER_MINUTE ?? 6_000,
    webhookSecrets: given(env.COMPOSIO_WEBHOOK_SECRET, env.COMPOSIO_WEBHOOK_SECRET_PREVIOUS),
    allowPrivateEndpoints: env.ALLOW_PRIVATE_ENDPOINTS ?? false,
    retention: env.RETENTION_DAYS ?? 30,
    providerCallsPerMinute: env.COMPOSIO_CALLS_PER_MINUTE ?? 2_000,
    callsPerMinute: env.PATCHBAY_CALLS_PER_MINUTE ?? 600,
    composioSdk: env.COMPOSIO_SDK ?? 'core',
    attemptTtl: (env.PATCHBAY_ATTEMPT_TTL_SECONDS ?? 600) * 1000,
    logArguments: env.PATCHBAY_LOG_ARGUMENTS === 'on',
    activationPolicy: env.ACTIVATION_POLICY ?? policyWithout(env, publicUrl),
    metricsPort: env.METRICS_PORT ?? null,
    metricsToken: env.METRICS_TOKEN ?? null,
    signUp: env.SIGN_UP ?? null,
    verifier: env.COMPOSIO_VERIFIER === 'on',
    webDist: resolve(ROOT, 'apps/web/dist'),
  };
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

function databaseOf(env: Env): DatabaseSettings | null {
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl = null, DATABASE_SCHEMA: schema = null } = env;
  return url === undefined ? null : { url, directUrl, schema, variables: env.libpq ?? {} };
}

/** With the verifier nothing becomes active without our confirmation, so there is nothing to recover. */
function policyWithout({ COMPOSIO_API_KEY, COMPOSIO_VERIFIER }: Env, publicUrl: string): ActivationPolicy {
  if (COMPOSIO_VERIFIER === 'on') return 'verified';
  return defaultPolicy({ usesSandbox: !COMPOSIO_API_KEY, publicUrl });
}

function given(...values: (string | undefined)[]): string[] {
  return values.filter((value) => value !== undefined);
}

/** Values that must not be logged. */
export function secretsOf({
  secret,
  composio,
  webhookSecrets,
  previousSecrets,
  metricsToken,
  installationKey,
  database,
}: Settings): string[] {
  const ofDatabase = database ? databaseSecrets(database) : [];
  return [
    secret,
    metricsToken,
    installationKey,
    composio?.apiKey,
    ...webhookSecrets,
    ...previousSecrets,
    ...ofDatabase,
  ].filter((value) => value !== null && value !== undefined);
}
