import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasOpenssl, startTlsPostgres, type TlsPostgres } from '../../../test/support/tls-postgres.ts';
import { ENTITIES } from '../../entities.ts';
import { checkDatabase } from '../../modules/system/checks/database.ts';
import { createLogger } from '../logging/logger.ts';
import { closeDatabase, openDatabase, poolOf } from '../orm/database.ts';
import { ConnectionSettingError } from './connection-setting-error.ts';
import { connectionsOf } from './database-settings.ts';
import { DatabaseSetupError } from './database-setup-error.ts';
import { reachDatabase } from './reach-database.ts';

const log = createLogger('silent');
let postgres: TlsPostgres;

/** Query of DATABASE_URL, what a server without TLS is to that, what one with TLS is; and the variables beside. */
type Row = [query: string, plain: string, tls: string, variables?: Record<string, string>, host?: string];

const UNTRUSTED = 'DATABASE_UNTRUSTED';
const REFUSED = 'refused by name';

const TABLE: Row[] = [
  ['', 'plain', 'TLS'],
  ['sslmode=disable', 'plain', 'plain'],
  ['sslmode=allow', 'plain', 'plain'],
  ['sslmode=prefer', 'plain', 'TLS'],
  ['sslmode=require', UNTRUSTED, 'TLS'],
  ['sslmode=require&sslrootcert=OTHER', UNTRUSTED, UNTRUSTED],
  ['sslmode=verify-ca&sslrootcert=CA', UNTRUSTED, 'TLS'],
  ['sslmode=verify-ca&sslrootcert=CA', UNTRUSTED, 'TLS', {}, '127.0.0.1'],
  ['sslmode=verify-ca&sslrootcert=OTHER', UNTRUSTED, UNTRUSTED],
  ['sslmode=verify-ca', REFUSED, REFUSED],
  ['sslmode=verify-full&sslrootcert=CA', UNTRUSTED, 'TLS'],
  ['sslmode=verify-full&sslrootcert=CA', UNTRUSTED, UNTRUSTED, {}, '127.0.0.1'],
  ['sslmode=verify-full&sslrootcert=OTHER', UNTRUSTED, UNTRUSTED],
  ['sslmode=verify-full', UNTRUSTED, UNTRUSTED],
  ['sslmode=verify-full&sslrootcert=system', UNTRUSTED, UNTRUSTED],
  ['sslmode=require&sslrootcert=system', REFUSED, REFUSED],
  ['sslmode=verify-full&sslrootcert=/nowhere.crt', REFUSED, REFUSED],
  ['sslrootcert=CA', REFUSED, REFUSED],
  ['sslmode=verify-full&sslrootcert=CA&sslcert=CERT&sslkey=KEY', UNTRUSTED, 'TLS'],
  ['sslmode=verify-full&sslrootcert=CA&sslcert=CERT&sslkey=LOCKED&sslpassword=opens', UNTRUSTED, 'TLS'],
  ['sslmode=require&sslcert=CERT', REFUSED, REFUSED],
  ['sslmode=verify-full&sslrootcert=CA&sslcrl=CRL', UNTRUSTED, 'TLS'],
  // Without TLS it takes a handshake for a broken message, and hangs up.
  ['sslmode=require&sslnegotiation=direct', 'DATABASE_AWAY', 'TLS'],
  ['sslnegotiation=direct', REFUSED, REFUSED],
  ['channel_binding=prefer&sslmode=require', UNTRUSTED, 'TLS'],
  ['channel_binding=require&sslmode=require', REFUSED, REFUSED],
  ['sslmode=require&ssl_min_protocol_version=TLSv1.3', UNTRUSTED, 'TLS'],
  ['sslmode=no-verify', REFUSED, REFUSED],
  ['ssl=true', REFUSED, REFUSED],
  ['target_session_attrs=read-write', REFUSED, REFUSED],
  ['sslmode=require&sslcrldir=/etc', REFUSED, REFUSED],
  ['sslmode=require&sslmode=disable', REFUSED, REFUSED],
  ['connect_timeout=5&application_name=table&keepalives=1&keepalives_idle=30', 'plain', 'TLS'],
  ['keepalives_count=3', REFUSED, REFUSED],
  ['statement_timeout=5', REFUSED, REFUSED],
  ['options=-c%20statement_timeout%3D7s', 'plain', 'TLS'],
  ['', UNTRUSTED, 'TLS', { PGSSLMODE: 'require' }],
  ['', UNTRUSTED, 'TLS', { PGSSLMODE: 'verify-full', PGSSLROOTCERT: 'CA' }],
  ['sslmode=disable', 'plain', 'plain', { PGSSLMODE: 'require' }],
  ['', REFUSED, REFUSED, { PGSERVICE: 'patchbay' }],
];

const missing = hasOpenssl() ? '' : ' (skipped: openssl is not installed, which makes the certificates)';

describe.skipIf(missing)(
  `a connection setting does what it says or is refused, and nothing is ignored${missing}`,
  () => {
    beforeAll(async () => {
      postgres = await startTlsPostgres();
    });
    afterAll(() => postgres[Symbol.asyncDispose]());

    const cases = TABLE.map((row) => [row[0] || JSON.stringify(row[3] ?? {}), row[4] ?? 'localhost', row] as const);
    it.each(cases)('without TLS on the server: %s at %s', async (_query, _host, row) => {
      await postgres.speakTls(false);
      expect(await outcome(row)).toBe(row[1]);
    });
    it.each(cases)('with TLS on the server: %s at %s', async (_query, _host, row) => {
      await postgres.speakTls(true);
      expect(await outcome(row)).toBe(await expectedWithTls(row));
    });
  },
);

/** Servers before 17 do not know direct negotiation, and hang up as one without TLS does. */
async function expectedWithTls([query, withoutTls, withTls]: Row): Promise<string> {
  if (!query.includes('sslnegotiation=direct')) return withTls;
  const client = new Client(new URL(postgres.url).href);
  await client.connect();
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  await client.end();
  return Number(rows[0]?.version) < 170_000 ? withoutTls : withTls;
}

async function outcome([query, , , variables = {}, host = 'localhost']: Row): Promise<string> {
  try {
    const url = new URL(postgres.url);
    url.hostname = host;
    const reached = await reachDatabase(
      connectionsOf({
        url: `${url.href}?${withFiles(query)}`,
        directUrl: null,
        schema: null,
        variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, withFiles(value)])),
      }),
    );
    return await seenByServer(reached);
  } catch (error) {
    if (error instanceof ConnectionSettingError) return REFUSED;
    if (error instanceof DatabaseSetupError) return error.code;
    throw error;
  }
}

function withFiles(text: string): string {
  const { ca, otherCa, clientCert, clientKey, lockedKey, crl } = postgres.certificates;
  const files = { CA: ca, OTHER: otherCa, CERT: clientCert, KEY: clientKey, LOCKED: lockedKey, CRL: crl };
  return text.replaceAll(/\b(CA|OTHER|CERT|KEY|LOCKED|CRL)\b/g, (name) => files[name as keyof typeof files]);
}

/** By pg_stat_ssl, of a pool's connection and of one for LISTEN; the doctor must say the same. */
async function seenByServer(reached: Awaited<ReturnType<typeof reachDatabase>>): Promise<string> {
  const orm = await openDatabase({ url: reached, entities: ENTITIES, poolSize: 2, log });
  const listener = new Client(reached.session());
  await listener.connect();
  try {
    const ask = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';
    const answers = [
      await (await poolOf(orm)).query<{ ssl: boolean }>(ask),
      await listener.query<{ ssl: boolean }>(ask),
    ];
    const { says, status } = await checkDatabase({ orm, log });
    expect(status).toBe('ok');
    const kinds = new Set([...answers.map(({ rows }) => rows[0]?.ssl), !says.includes('not encrypted')]);
    expect(kinds.size).toBe(1);
    return kinds.has(true) ? 'TLS' : 'plain';
  } finally {
    await listener.end();
    await closeDatabase(orm);
  }
}
