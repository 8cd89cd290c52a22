import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { runPostgres } from './run-postgres.ts';
import { freePort } from './server-process.ts';

/** Certificates of the test's own CA, as files. */
export interface Certificates {
  ca: string;
  otherCa: string;
  clientCert: string;
  clientKey: string;
  /** The same key, encrypted with the password `opens`. */
  lockedKey: string;
  /** An empty revocation list. */
  crl: string;
}

/** A PostgreSQL whose TLS can be switched on and off; its certificate is only for `localhost`. */
export interface TlsPostgres extends AsyncDisposable {
  url: URL;
  certificates: Certificates;
  speakTls(on: boolean): Promise<void>;
}

export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version']);
    return true;
  } catch {
    // Not installed: the caller says so.
    return false;
  }
}

export async function startTlsPostgres(): Promise<TlsPostgres> {
  await using running = new AsyncDisposableStack();
  const dir = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
  running.defer(() => rmSync(dir, { recursive: true, force: true }));
  // mkdtemp creates it private, but as root PostgreSQL runs as another user.
  chmodSync(dir, 0o711);
  const certificates = makeCertificates(dir);
  const options = { dataDir: join(dir, 'postgres'), port: await freePort(), settings: { fsync: 'off' } };
  const { url, cluster, stop } = await runPostgres(options);
  running.defer(stop);
  giveTo(cluster, dir);
  await asAdmin(url, (admin) => admin.query(`alter system set ssl_ca_file = 'ca.crt'`));
  const disposal = running.move();
  return {
    url: Object.assign(new URL(url), { hostname: 'localhost' }),
    certificates,
    speakTls: (on) => asAdmin(url, (admin) => switchTls(admin, on)),
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  };
}

/** The server's own files, for the user it runs as. */
function giveTo(cluster: string, dir: string): void {
  const { uid, gid } = statSync(cluster);
  for (const name of ['server.crt', 'server.key', 'ca.crt']) {
    copyFileSync(join(dir, name), join(cluster, name));
    chmodSync(join(cluster, name), 0o600);
    chownSync(join(cluster, name), uid, gid);
  }
}

/** On a temporary connection: the doctor counts those that are not encrypted. */
async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await work(admin);
  await admin.end();
}

/** A reload reaches each process by a signal, so new connections tell when it has arrived. */
async function switchTls(admin: pg.Client, on: boolean): Promise<void> {
  await admin.query(`alter system set ssl = ${on ? 'on' : 'off'}`);
  await admin.query('select pg_reload_conf()');
  for (;;) {
    const { rows } = await admin.query<{ ssl: string }>('show ssl');
    if (rows[0]?.ssl === (on ? 'on' : 'off')) return;
  }
}

function makeCertificates(dir: string): Certificates {
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: dir, stdio: 'pipe' });
  const selfSigned = (name: string) =>
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-subj',
      `/CN=${name}`,
      ...[['-keyout', `${name}.key`, '-out', `${name}.crt`]].flat(),
    );
  const signed = (name: string, extension: string) => {
    writeFileSync(join(dir, `${name}.ext`), extension);
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
    );
    const by = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30', '-extfile', `${name}.ext`];
    openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.crt`, ...by);
  };
  selfSigned('ca');
  selfSigned('other');
  signed('server', 'subjectAltName=DNS:localhost');
  signed('postgres', 'extendedKeyUsage=clientAuth');
  openssl('rsa', '-aes256', '-passout', 'pass:opens', '-in', 'postgres.key', '-out', 'locked.key');
  writeFileSync(join(dir, 'index.txt'), '');
  writeFileSync(
    join(dir, 'ca.cnf'),
    '[ca]\ndefault_ca=x\n[x]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=30\n',
  );
  openssl('ca', '-config', 'ca.cnf', '-gencrl', '-keyfile', 'ca.key', '-cert', 'ca.crt', '-out', 'ca.crl');
  const file = (name: string) => join(dir, name);
  return {
    ca: file('ca.crt'),
    otherCa: file('other.crt'),
    clientCert: file('postgres.crt'),
    clientKey: file('postgres.key'),
    lockedKey: file('locked.key'),
    crl: file('ca.crl'),
  };
}
