import { userInfo } from 'node:os';
import type { ClientConfig } from 'pg';
import type { ConnectionDraft, SslMode } from './connection-draft.ts';
import { ConnectionSettingError } from './connection-setting-error.ts';
import { readUrl } from './connection-url.ts';
import { withVariables } from './libpq-variables.ts';
import { readParameters } from './parameters.ts';
import { type TlsTry, tlsTries } from './tls-options.ts';

/** Milliseconds to wait for a new or a free connection before the database counts as unavailable. */
const CONNECT_WITHIN_MS = 30_000;

/** One way to the database, complete: the driver adds nothing of its own to it. */
export interface Connection {
  /** The variable it was read from, for messages. */
  variable: string;
  /** Everything but TLS. */
  config: ClientConfig & { host: string; port: number; user: string; database: string };
  sslMode: SslMode;
  /** In the order in which to try. */
  tls: readonly TlsTry[];
  /** Where the tables are, if the address or DATABASE_SCHEMA says so. */
  schema: string | null;
}

export interface ConnectionSettings {
  /** DATABASE_URL or DATABASE_DIRECT_URL. */
  variable: string;
  url: string;
  /** libpq's variables, `PGSSLMODE` and so on, for what the address leaves out. */
  variables?: Readonly<Record<string, string>>;
  /** DATABASE_SCHEMA. */
  schema?: string | null;
}

/**
 * Turns a connection URL into options for `pg`: for the pool, LISTEN, locks, jobs, migrations, the doctor and tests, all by this
 * function. Reads the files that the URL names. Throws `ConnectionSettingError`.
 */
export function readConnection({ variable, url, variables = {}, schema = null }: ConnectionSettings): Connection {
  const draft = readParameters(withVariables(readUrl(url), variables));
  return {
    variable,
    config: configOf(draft),
    sslMode: draft.sslMode ?? 'prefer',
    tls: tlsTries(draft),
    schema: oneSchema(draft.schema ?? null, schema),
  };
}

/** Nothing is left undefined that `pg` would fill in from a variable of its own. */
function configOf(draft: ConnectionDraft): Connection['config'] {
  const user = draft.user ?? userInfo().username;
  return {
    host: draft.host ?? 'localhost',
    port: draft.port ?? 5432,
    user,
    ...(draft.password !== undefined && { password: draft.password }),
    database: draft.dbname ?? user,
    application_name: draft.applicationName ?? draft.fallbackApplicationName ?? 'patchbay',
    connectionTimeoutMillis: draft.connectTimeoutMs ?? CONNECT_WITHIN_MS,
    keepAlive: draft.keepAlive ?? true,
    enableChannelBinding: draft.channelBinding ?? true,
    ...(draft.keepAliveDelayMs !== undefined && { keepAliveInitialDelayMillis: draft.keepAliveDelayMs }),
    ...(draft.options !== undefined && { options: draft.options }),
    ...(draft.directTls && { sslnegotiation: 'direct' as const }),
  };
}

/** PostgreSQL truncates names at 63 bytes; pg-boss, whose tables are in the same schema, allows 50. */
function oneSchema(fromUrl: string | null, fromVariable: string | null): string | null {
  if (fromUrl !== null && fromVariable !== null && fromUrl !== fromVariable) {
    throw new ConnectionSettingError('schema and DATABASE_SCHEMA differ: give one of them');
  }
  const schema = fromVariable ?? fromUrl;
  if (schema !== null && !/^(?!pg_|information_schema$|pgboss$)[a-z_][a-z0-9_]{0,49}$/.test(schema)) {
    throw new ConnectionSettingError(
      'the schema (DATABASE_SCHEMA) must be of at most 50 lower-case letters, digits and underscores, and not begin with pg_',
    );
  }
  return schema;
}
