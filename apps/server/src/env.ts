import { z } from 'zod';
import { ConnectionSettingError } from './platform/database/connection-setting-error.ts';
import { connectionsOf } from './platform/database/database-settings.ts';
import { LIBPQ_VARIABLES } from './platform/database/libpq-variables.ts';
import { withSecretFiles } from './secret-files.ts';

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Cookies, the return address and our paths need an origin: below a path nothing would be found. */
const origin = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(
    (text) => new URL(text).href === `${new URL(text).origin}/`,
    'the origin alone, such as https://connect.example.com',
  );

const webhookSecret = z.string().min(16, 'at least 16 characters: a short one can be guessed');

/** Checked alone; combinations with other variables are checked once each is valid. */
const databaseAddress = z.string().superRefine((url, context) => {
  const [message] = problemsOf(() => connectionsOf({ url, directUrl: null, schema: null, variables: {} }));
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

/** Sent as a bearer token (RFC 6750, section 2.1), and never taken for a service key. */
const installationKey = z
  .string()
  .refine((key) => Buffer.byteLength(key) >= 32, 'at least 32 bytes, for example from: openssl rand -hex 32')
  .refine((key) => /^[\w\-.~+/=]*$/.test(key), 'only letters, digits and - . _ ~ + / =, which a bearer token may have')
  .refine((key) => !/^pbi?_/.test(key), 'not a key that Patchbay has made: it would be in the database too');

/** Cookies of both have to be of the same kind, and the project's one verifier URL can lead to one address only. */
function connectUrlProblems(
  connectUrl: string,
  { PUBLIC_URL, COMPOSIO_VERIFIER }: { PUBLIC_URL?: string | undefined; COMPOSIO_VERIFIER?: string | undefined },
): string[] {
  const isSameKind = PUBLIC_URL !== undefined && new URL(connectUrl).protocol === new URL(PUBLIC_URL).protocol;
  return [
    ...(isSameKind ? [] : ['needs a PUBLIC_URL of the same protocol']),
    ...(COMPOSIO_VERIFIER === 'on' ? ['cannot be another host with COMPOSIO_VERIFIER=on'] : []),
  ];
}

const schema = z
  .object({
    PORT: optional(z.coerce.number().int().min(0).max(65_535)),
    HOST: optional(z.string()),
    PUBLIC_URL: optional(origin),
    PATCHBAY_CONNECT_URL: optional(origin),
    TRUST_PROXY: optional(z.coerce.number().int().min(0).max(10)),
    LOG_LEVEL: optional(z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])),
    DATABASE_URL: optional(databaseAddress),
    DATABASE_DIRECT_URL: optional(databaseAddress),
    DATABASE_SCHEMA: optional(z.string()),
    DATABASE_STATEMENT_TIMEOUT: optional(z.coerce.number().int().min(1).max(600)),
    DATABASE_LOCK_TIMEOUT: optional(z.coerce.number().int().min(1).max(600)),
    DATABASE_WAIT: optional(z.coerce.number().int().min(0).max(3600)),
    DATABASE_POOL: optional(z.coerce.number().int().min(4).max(200)),
    PATCHBAY_SECRET: optional(z.string().min(32, 'at least 32 characters, for example from: openssl rand -hex 32')),
    PATCHBAY_SECRET_PREVIOUS: optional(z.string().min(32)),
    PATCHBAY_INSTALLATION_KEY: optional(installationKey),
    PATCHBAY_DATA_DIR: optional(z.string()),
    ALLOW_PRIVATE_ENDPOINTS: optional(z.stringbool()),
    RETENTION_DAYS: optional(z.coerce.number().int().min(7).max(3650)),
    PATCHBAY_SANDBOX_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
    PATCHBAY_SANDBOX_HOST: optional(z.string()),
    PATCHBAY_ATTEMPT_TTL_SECONDS: optional(z.coerce.number().int().min(2).max(600)),
    PATCHBAY_LOG_ARGUMENTS: optional(z.enum(['on', 'off'])),
    PATCHBAY_KEY_CALLS_PER_MINUTE: optional(z.coerce.number().int().min(0).max(1_000_000)),
    COMPOSIO_CALLS_PER_MINUTE: optional(z.coerce.number().int().min(0).max(1_000_000)),
    PATCHBAY_CALLS_PER_MINUTE: optional(z.coerce.number().int().min(0).max(1_000_000)),
    METRICS_PORT: optional(z.coerce.number().int().min(1).max(65_535)),
    METRICS_TOKEN: optional(z.string().min(16, 'at least 16 characters: a short one can be guessed')),
    SIGN_UP: optional(z.enum(['open', 'invited-only', 'closed'])),
    ACTIVATION_POLICY: optional(z.enum(['recoverable', 'verified'])),
    COMPOSIO_API_KEY: optional(z.string()),
    COMPOSIO_VERIFIER: optional(z.enum(['on', 'off'])),
    COMPOSIO_BASE_URL: optional(z.url({ protocol: /^https?$/ })),
    COMPOSIO_WEBHOOK_SECRET: optional(webhookSecret),
    COMPOSIO_WEBHOOK_SECRET_PREVIOUS: optional(webhookSecret),
    COMPOSIO_SDK: optional(z.enum(['core', 'legacy'])),
  })
  .superRefine((env, context) => {
    if (env.DATABASE_URL && !env.PATCHBAY_SECRET) {
      const message = 'needed with a database of your own: it signs sessions, and every process must have the same';
      context.addIssue({ code: 'custom', path: ['PATCHBAY_SECRET'], message });
    }
    if (env.METRICS_PORT !== undefined && env.METRICS_PORT === (env.PORT ?? 3000)) {
      const message = 'has to be another port than PORT; without it /metrics is served there, with METRICS_TOKEN';
      context.addIssue({ code: 'custom', path: ['METRICS_PORT'], message });
    }
    for (const name of ['DATABASE_DIRECT_URL', 'DATABASE_SCHEMA'] as const) {
      if (env.DATABASE_URL || !env[name]) continue;
      context.addIssue({ code: 'custom', path: [name], message: 'has no use without DATABASE_URL' });
    }
    const { PATCHBAY_CONNECT_URL: connectUrl, PUBLIC_URL: publicUrl } = env;
    if (connectUrl && connectUrl !== publicUrl) {
      for (const message of connectUrlProblems(connectUrl, env))
        context.addIssue({ code: 'custom', path: ['PATCHBAY_CONNECT_URL'], message });
    }
    if (env.ACTIVATION_POLICY === 'recoverable' && env.COMPOSIO_VERIFIER === 'on') {
      const message = 'with COMPOSIO_VERIFIER=on nothing becomes active without a return: use verified';
      context.addIssue({ code: 'custom', path: ['ACTIVATION_POLICY'], message });
    }
  });

/** The environment of the process. Unset variables are absent; composition.ts decides on defaults. */
export type Env = z.infer<typeof schema> & {
  /** PostgreSQL's own variables, such as PGSSLMODE: they apply to what DATABASE_URL does not set. */
  libpq?: Record<string, string>;
};

/** The names of all variables, for the documentation test. */
export const ENV_NAMES = Object.keys(schema.shape);

/** All problems of the environment in one message. */
class EnvError extends Error {
  override name = 'EnvError';
}

/** Secret settings. Each may be given as a file, with the same name plus `_FILE`. */
const SECRETS = [
  'DATABASE_URL',
  'DATABASE_DIRECT_URL',
  'PATCHBAY_SECRET',
  'PATCHBAY_SECRET_PREVIOUS',
  'PATCHBAY_INSTALLATION_KEY',
  'COMPOSIO_API_KEY',
  'COMPOSIO_WEBHOOK_SECRET',
  'COMPOSIO_WEBHOOK_SECRET_PREVIOUS',
  'METRICS_TOKEN',
] as const satisfies (keyof typeof schema.shape)[];

/** Reads the environment; nothing else in the server does. Throws `EnvError`. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const { values, problems } = withSecretFiles(source, SECRETS);
  const result = schema.safeParse(values);
  const lines = [
    ...problems,
    ...(result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
  ];
  const libpq = takeLibpqVariables(source);
  const env = { ...result.data, libpq };
  if (result.success) lines.push(...databaseProblems(env));
  if (lines.length > 0)
    throw new EnvError(`The environment is not valid:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  return env;
}

/** Reads the database's part, for preparing a database without any other secret. Throws `EnvError`. */
export function readDatabaseEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.entries(source).filter(([name]) => /^(DATABASE_|PG)/.test(name));
  return readEnv({ PATCHBAY_SECRET: 'not needed for the database itself', ...Object.fromEntries(given) });
}

/**
 * Removes them from the environment: the driver would apply them by itself, also to the embedded database, and
 * override our settings.
 */
function takeLibpqVariables(source: NodeJS.ProcessEnv): Record<string, string> {
  const given = LIBPQ_VARIABLES.flatMap((name) => (source[name] ? [[name, source[name]] as const] : []));
  for (const name of LIBPQ_VARIABLES) delete source[name];
  return Object.fromEntries(given);
}

function databaseProblems({ DATABASE_URL: url, DATABASE_DIRECT_URL, DATABASE_SCHEMA, libpq }: Env): string[] {
  if (url === undefined) return [];
  const beside = { schema: DATABASE_SCHEMA ?? null, variables: libpq ?? {} };
  const problems = problemsOf(() => connectionsOf({ ...beside, url, directUrl: DATABASE_DIRECT_URL ?? null }));
  return problems.map((problem) => `DATABASE_URL: ${problem}`);
}

/** The message of the error that `read` throws; empty if it throws none. */
function problemsOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof ConnectionSettingError)) throw error;
    return [error.message];
  }
}

/** Disables the telemetry of libraries. They read this when they are imported, so it must run first. */
export function silenceTelemetry(): void {
  process.env.TELEMETRY_DISABLED = 'true';
}
