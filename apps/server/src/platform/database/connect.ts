import { Client, type ClientConfig } from 'pg';
import type { Connection } from './connection.ts';
import { explainConnectError } from './explain-connect-error.ts';
import type { TlsTry } from './tls-options.ts';

/** An open connection, and how it was opened. */
export interface Opened {
  client: Client;
  /** Options that open more of the same. */
  config: ClientConfig;
}

/**
 * Opens one connection, with or without TLS as the mode says. With `allow` and `prefer` the second way is tried only if the server
 * itself rejects the first. Throws `DatabaseSetupError`, and rethrows unexpected errors unchanged.
 */
export async function connect(connection: Connection): Promise<Opened> {
  const [first = false, ...others] = connection.tls;
  try {
    return await open(connection, first);
  } catch (error) {
    const [second] = others;
    if (second === undefined || !wantsOtherWay(error)) throw explainConnectError(error, connection);
    return open(connection, second).catch((later: unknown) => {
      throw explainConnectError(later, connection);
    });
  }
}

async function open({ config }: Connection, ssl: TlsTry): Promise<Opened> {
  const client = new Client({ ...config, ssl: ssl && { ...ssl } });
  // If it ends between two statements, the next statement reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
  return { client, config: { ...config, ssl } };
}

/** No TLS on the server, a handshake that failed, or pg_hba.conf (28000), which may let in by one way only. */
function wantsOtherWay(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = 'code' in thrown ? String(thrown.code) : '';
  return code === '28000' || thrown.message.includes('does not support SSL') || /^(ERR_SSL|EPROTO)/.test(code);
}
