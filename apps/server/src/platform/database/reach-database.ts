import type { Client, ClientConfig } from 'pg';
import { type Opened, connect } from './connect.ts';
import type { Connection } from './connection.ts';
import { DatabaseSetupError } from './database-setup-error.ts';
import { explainConnectError } from './explain-connect-error.ts';
import { prepareCommand } from './prepare-sql.ts';
import { chooseSchema, quoted } from './schema-choice.ts';
import { readServerFacts, type ServerFacts } from './server-facts.ts';

/** The database that was found, and the options that every connection to it uses. */
export interface ReachedDatabase {
  /** For transactions; through a pooler, sessions are not kept between them. A new object each time: `pg` modifies it. */
  pool: (limits?: Limits) => ClientConfig;
  /** The limits of `pool` by default. */
  limits: Limits;
  /** For work that needs its own session and more time: LISTEN, locks, migrations, partitions. Bypasses a pooler. */
  session: () => ClientConfig;
  pooled: boolean;
  /** The schema of all tables. */
  schema: string;
  /** Of the connection for sessions, for messages. */
  sslMode: Connection['sslMode'];
}

export interface Connections {
  main: Connection;
  /** DATABASE_DIRECT_URL: past the pooler. */
  direct: Connection | null;
}

/** Milliseconds after which PostgreSQL cancels a statement of a request, so that the caller gets a response. */
export interface Limits {
  statementMs: number;
  /** Waiting for a lock of a table or a row. */
  lockMs: number;
}

export const DEFAULT_LIMITS: Limits = { statementMs: 15_000, lockMs: 5_000 };
/** For migrations and partitions, which may wait for a backup, and for locks between processes. */
const SESSION_LIMITS: Limits = { statementMs: 3_600_000, lockMs: 600_000 };
/** Milliseconds. A process that hangs in a transaction must not keep its locks from the others. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** Milliseconds beyond PostgreSQL's own limit, after which it counts as unresponsive. */
const NO_ANSWER_AFTER_MS = 2_000;

export interface ReachOptions {
  limits?: Limits;
  /** Never creates a missing schema. */
  onlyLook?: boolean;
}

/**
 * Connects once with each URL before anything else does, to find out whether the server supports TLS, whether there is a pooler,
 * and which schema is ours. Throws `DatabaseSetupError`.
 */
export async function reachDatabase(
  { main, direct }: Connections,
  { onlyLook = false, limits = DEFAULT_LIMITS }: ReachOptions = {},
): Promise<ReachedDatabase> {
  await using running = new AsyncDisposableStack();
  const first = await look(main, running);
  // Awaited here and below, because the connection is closed when this function returns.
  if (!first.facts.pooled) return await reached({ pool: first, session: first, connection: main, onlyLook, limits });
  if (!direct) throw poolerWithoutDirectUrl(main);
  if (main.config.options !== undefined) throw optionsThroughPooler(main);
  const second = await look(direct, running);
  if (second.facts.pooled) {
    throw new DatabaseSetupError('DIRECT_URL_POOLED', {
      says: 'DATABASE_DIRECT_URL leads to a connection pooler too.',
      remedy: 'Let it lead to PostgreSQL itself.',
    });
  }
  if (second.facts.identity !== first.facts.identity) {
    throw new DatabaseSetupError('DATABASES_DIFFER', {
      says: 'DATABASE_URL and DATABASE_DIRECT_URL lead to different databases.',
      remedy: 'Let both lead to the same database on the same server.',
    });
  }
  return await reached({ pool: first, session: second, connection: direct, onlyLook, limits });
}

interface Look extends Opened {
  facts: ServerFacts;
}

async function look(connection: Connection, running: AsyncDisposableStack): Promise<Look> {
  const opened = await connect(connection).catch((error: unknown) => {
    throw isRefusedParameter(error) ? poolerWithoutDirectUrl(connection) : error;
  });
  running.defer(() => opened.client.end());
  try {
    return { ...opened, facts: await readServerFacts(opened.client) };
  } catch (error) {
    // A pooler connects to PostgreSQL only now, so its errors are reported here.
    throw explainConnectError(error, connection);
  }
}

interface Found {
  pool: Look;
  session: Look;
  connection: Connection;
  onlyLook: boolean;
  limits: Limits;
}

async function reached({ pool, session, connection, onlyLook, limits }: Found): Promise<ReachedDatabase> {
  const { pooled } = pool.facts;
  const { schema: wanted } = connection;
  if (session.facts.readOnly && !onlyLook) throw readOnly(connection);
  const schema = await chooseSchema(session.client, { wanted, onlyLook, facts: session.facts });
  if (pooled) await expectSchema(pool.client, { schema, facts: pool.facts });
  return {
    pool: (own = limits) => ({
      ...(pooled ? copyOf(pool.config) : within(schema, pool.config, own)),
      query_timeout: own.statementMs + NO_ANSWER_AFTER_MS,
    }),
    limits,
    session: () => within(schema, session.config, SESSION_LIMITS),
    pooled,
    schema,
    sslMode: connection.sslMode,
  };
}

/**
 * Names are looked up in our schema alone. With a second one in the search path, another installation's tables would be found
 * wherever ours are not there yet, and its partitions be taken for ours.
 */
function within(schema: string, config: ClientConfig, own: Limits): ClientConfig {
  const path = `-c search_path=${quoted(schema).replaceAll(/[\\ ]/g, String.raw`\$&`)}`;
  const limits = Object.entries(settingsOf(own)).map(([name, value]) => `-c ${name}=${value}`);
  // The options of the URL come later and override these.
  return {
    ...copyOf(config),
    options: [...limits, config.options, path].filter((part) => part !== undefined).join(' '),
  };
}

/** The limits as PostgreSQL's settings. */
export const settingsOf = ({ statementMs, lockMs }: Limits): Readonly<Record<string, number>> => ({
  statement_timeout: statementMs,
  lock_timeout: lockMs,
  idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
});

/** `pg` makes the key non-enumerable in the object that it is given, so a copy of that object lacks it. */
function copyOf(config: ClientConfig): ClientConfig {
  return { ...config, ...(typeof config.ssl === 'object' && { ssl: { ...config.ssl } }) };
}

/** Checked again: the schema may have been created since. */
async function expectSchema(client: Client, { schema, facts }: { schema: string; facts: ServerFacts }): Promise<void> {
  const { rows } = await client.query<{ path: string[] }>('select current_schemas(false)::text[] as path');
  const path = rows[0]?.path ?? [];
  if (path[0] === schema) return;
  throw new DatabaseSetupError('POOLER_SCHEMA', {
    says: `Through the pooler, role ${facts.role} looks for tables in ${path[0] ?? 'no schema'} and not in ${schema}.`,
    remedy: `Set it in the database, where the pooler cannot lose it: ${prepareCommand(facts.role)}`,
  });
}

function readOnly({ variable }: Connection): DatabaseSetupError {
  return new DatabaseSetupError('DATABASE_READ_ONLY', {
    says: `${variable} leads to a database that is read-only: a standby, or one with default_transaction_read_only.`,
    remedy: 'Let it lead to the primary.',
  });
}

function poolerWithoutDirectUrl({ variable }: Connection): DatabaseSetupError {
  return new DatabaseSetupError('POOLER_WITHOUT_DIRECT_URL', {
    says: `${variable} leads to a connection pooler, and some of what Patchbay does needs a session of its own.`,
    remedy: 'Set DATABASE_DIRECT_URL to the address of PostgreSQL itself, beside it.',
  });
}

function optionsThroughPooler({ variable }: Connection): DatabaseSetupError {
  return new DatabaseSetupError('DATABASE_REFUSED', {
    says: `${variable}: options cannot be set through a connection pooler.`,
    remedy: 'Leave them out, and set them in the database by “alter role … set …”.',
  });
}

/** pgbouncer refuses startup parameters that it cannot keep track of, `options` among them (08P01). */
function isRefusedParameter(thrown: unknown): boolean {
  const cause = thrown instanceof DatabaseSetupError ? thrown.cause : undefined;
  return cause instanceof Error && cause.message.includes('unsupported startup parameter');
}
