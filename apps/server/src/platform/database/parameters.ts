import { type ConnectionDraft, SSL_MODES, type TlsVersion } from './connection-draft.ts';
import { ConnectionSettingError } from './connection-setting-error.ts';
import type { SaidParameter } from './libpq-variables.ts';

type Reader = (value: string, said: string) => ConnectionDraft;

/** What each libpq parameter sets. Unlisted ones are rejected; REFUSED gives the reasons. */
const READERS: Readonly<Record<string, Reader>> = {
  host: (value, said) => ({ host: value.includes(',') ? severalHosts(said) : value }),
  port: (value, said) => ({ port: whole(value, said, { from: 1, to: 65_535 }) }),
  user: (user) => ({ user }),
  password: (password) => ({ password }),
  dbname: (dbname) => ({ dbname }),
  options: (options) => ({ options }),
  schema: (schema) => ({ schema }),
  application_name: (applicationName) => ({ applicationName }),
  fallback_application_name: (fallbackApplicationName) => ({ fallbackApplicationName }),
  connect_timeout: (value, said) => ({ connectTimeoutMs: whole(value, said, { from: 1, to: 600 }) * 1000 }),
  keepalives: (value, said) => ({ keepAlive: oneOf(['0', '1'], value, said) === '1' }),
  keepalives_idle: (value, said) => ({ keepAliveDelayMs: whole(value, said, { from: 1, to: 86_400 }) * 1000 }),
  client_encoding: only(['UTF8', 'utf8', 'UTF-8', 'utf-8', 'auto']),
  sslmode: (value, said) => ({ sslMode: oneOf(SSL_MODES, value, said) }),
  sslnegotiation: (value, said) => ({ directTls: oneOf(['postgres', 'direct'], value, said) === 'direct' }),
  sslrootcert: (rootCert) => ({ rootCert }),
  sslcert: (cert) => ({ cert }),
  sslkey: (key) => ({ key }),
  sslpassword: (keyPassword) => ({ keyPassword }),
  sslcrl: (crl) => ({ crl }),
  ssl_min_protocol_version: (value, said) => ({ minVersion: tlsVersion(value, said) }),
  ssl_max_protocol_version: (value, said) => ({ maxVersion: tlsVersion(value, said) }),
  channel_binding: (value, said) => ({ channelBinding: oneOf(['disable', 'prefer'], value, said) === 'prefer' }),
  // Accepted only with the values that match what is done anyway.
  gssencmode: only(['disable', 'prefer']),
  load_balance_hosts: only(['disable']),
  sslcertmode: only(['allow']),
  sslcompression: only(['0']),
  sslsni: only(['1']),
  target_session_attrs: only(['any']),
  uselibpqcompat: only(['true']),
};

const SET_IN_DATABASE = 'is not read here: set it in the database by “alter role … set …”, or by options=-c%20…';
const NAME_ONE_HOST = 'is not supported, nor are several hosts: name one host, the one that takes writes';

const REFUSED: Readonly<Record<string, string>> = {
  ssl: 'is not a parameter of PostgreSQL: write sslmode=require, or better sslmode=verify-full',
  requiressl: 'is out of date: write sslmode=require',
  sslcrldir: 'is not supported: name one file by sslcrl',
  hostaddr: 'is not supported: write the address as the host',
  service: 'is not supported: write the service’s parameters into the address',
  servicefile: 'is not supported: write the service’s parameters into the address',
  passfile: 'is not supported: write the password into the address, and keep that in a file by DATABASE_URL_FILE',
  require_auth: 'is not supported; sslmode=verify-full makes sure of the server before it is told anything',
  keepalives_interval: 'cannot be set; keepalives and keepalives_idle can',
  keepalives_count: 'cannot be set; keepalives and keepalives_idle can',
  tcp_user_timeout: 'cannot be set; keepalives and keepalives_idle can',
  pgbouncer: 'is not a parameter of PostgreSQL: set DATABASE_DIRECT_URL beside the address of the pooler',
  encoding: 'is not supported: Patchbay always speaks UTF-8',
  search_path: 'is not a parameter: set DATABASE_SCHEMA',
  statement_timeout: SET_IN_DATABASE,
  lock_timeout: SET_IN_DATABASE,
  idle_in_transaction_session_timeout: SET_IN_DATABASE,
  datestyle: SET_IN_DATABASE,
  timezone: SET_IN_DATABASE,
  geqo: SET_IN_DATABASE,
};

const REMEDIES: Readonly<Record<string, string>> = {
  target_session_attrs: NAME_ONE_HOST,
  load_balance_hosts: NAME_ONE_HOST,
  channel_binding:
    'must be disable or prefer: that it was bound cannot be enforced here; sslmode=verify-full proves the server instead',
  sslmode: `must be one of ${SSL_MODES.join(', ')}; for no-verify write require`,
};

/** Honors every parameter or refuses it by its name; none is ignored. Throws `ConnectionSettingError`. */
export function readParameters(given: readonly SaidParameter[]): ConnectionDraft {
  const draft: ConnectionDraft = {};
  for (const { name, value, said } of given) {
    const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (!reader)
      throw new ConnectionSettingError(`${said} ${REFUSED[name] ?? 'is not a parameter that Patchbay knows'}`);
    Object.assign(draft, readOne(reader, { name, value, said }));
  }
  return draft;
}

function readOne(reader: Reader, { name, value, said }: SaidParameter): ConnectionDraft {
  if (value === '') throw new ConnectionSettingError(`${said} is empty: give it a value, or leave it out`);
  try {
    return reader(value, said);
  } catch (error) {
    const remedy = REMEDIES[name];
    throw remedy === undefined ? error : new ConnectionSettingError(`${said} ${remedy}`);
  }
}

function severalHosts(said: string): never {
  throw new ConnectionSettingError(`${said} names several hosts, which is not supported: name one`);
}

function oneOf<const Value extends string>(values: readonly Value[], value: string, said: string): Value {
  const found = values.find((known) => known === value);
  if (found === undefined) throw new ConnectionSettingError(`${said} must be one of ${values.join(', ')}`);
  return found;
}

function only(values: readonly string[]): Reader {
  return (value, said) => {
    oneOf(values, value, said);
    return {};
  };
}

function whole(value: string, said: string, { from, to }: { from: number; to: number }): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new ConnectionSettingError(`${said} must be a whole number from ${from} to ${to}`);
}

function tlsVersion(value: string, said: string): TlsVersion {
  return oneOf(['TLSv1.2', 'TLSv1.3'], value, said);
}
