import type { Connection } from './connection.ts';
import { databaseTrouble } from '../errors/database-trouble.ts';
import { type DatabaseSetupCode, DatabaseSetupError } from './database-setup-error.ts';

interface Explanation {
  code: DatabaseSetupCode;
  says: string;
  remedy: string;
}

const LET_IN = 'Check the user name, the password and the database in it, and pg_hba.conf on the server.';
const FEWER =
  'Let each process have fewer (DATABASE_POOL), or allow more (max_connections, or the connection limit of the role): ' +
  'docs/database.md has the arithmetic.';

/**
 * Explains a connection failure to the operator. Includes PostgreSQL's own message if there is one: neither the server nor Node
 * repeats a password. Any other failure is a bug and is returned unchanged.
 */
export function explainConnectError(thrown: unknown, connection: Connection): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const code = 'code' in thrown ? String(thrown.code) : '';
  const found =
    byPooler(code, thrown) ??
    byServer(code, thrown.message) ??
    byTls(code, thrown.message) ??
    byNetwork(code, thrown.message);
  if (!found) return thrown;
  const { host, port } = connection.config;
  const at = host.startsWith('/') ? host : `${host}:${port}`;
  return new DatabaseSetupError(found.code, {
    says: `${connection.variable}: the database at ${at} ${found.says}`,
    remedy: found.remedy,
    cause: thrown,
  });
}

/** How pgbouncer reports the state of the server behind it: it has only one code, which also means a refused connection. */
function byPooler(code: string, error: Error): Explanation | undefined {
  const trouble = code === '08P01' ? databaseTrouble(error) : undefined;
  if (trouble === 'connections_exhausted') return exhausted(error.message);
  return trouble && { code: 'DATABASE_AWAY', says: `is not ready (${error.message}).`, remedy: 'Try again soon.' };
}

function exhausted(message: string): Explanation {
  return { code: 'CONNECTIONS_EXHAUSTED', says: `takes no more connections (${message}).`, remedy: FEWER };
}

/** By PostgreSQL's codes (documentation, appendix A). */
function byServer(code: string, message: string): Explanation | undefined {
  if (code === '53300') return exhausted(message);
  if (/^57P0[123]$/.test(code))
    return { code: 'DATABASE_AWAY', says: `is not ready (${message}).`, remedy: 'Try again soon.' };
  if (/^(28|3D|08P01|42704|22023)/.test(code)) {
    return { code: 'DATABASE_REFUSED', says: `refuses the connection: ${message}.`, remedy: LET_IN };
  }
  if (!/client password must be a/.test(message)) return undefined;
  return {
    code: 'PASSWORD_MISSING',
    says: 'asks for a password, and there is none.',
    remedy: 'Put it into the address.',
  };
}

const CERTIFICATE = /CERT|UNABLE_TO_|SELF_SIGNED|^CRL_/;

function byTls(code: string, message: string): Explanation | undefined {
  if (message === 'The server does not support SSL connections') {
    return {
      code: 'DATABASE_UNTRUSTED',
      says: 'does not speak TLS, and sslmode asks for it.',
      remedy: 'Switch TLS on there. Nothing was sent to it.',
    };
  }
  if (!CERTIFICATE.test(code) && !/^(ERR_SSL|ERR_TLS|EPROTO|ERR_OSSL)/.test(code)) return undefined;
  return {
    code: 'DATABASE_UNTRUSTED',
    says: `does not pass the check of TLS: ${message} (${code}).`,
    remedy: 'Check sslmode, sslrootcert and the host’s name. Nothing was sent to it.',
  };
}

function byNetwork(code: string, message: string): Explanation | undefined {
  const isAway =
    /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES|EPIPE)/.test(code) ||
    /^(timeout expired|Connection terminated)/.test(message);
  const remedy = 'Check the host and the port, and that PostgreSQL runs.';
  return isAway ? { code: 'DATABASE_AWAY', says: `does not answer (${code || message}).`, remedy } : undefined;
}
