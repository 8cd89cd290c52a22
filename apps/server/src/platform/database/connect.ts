import { Client, type ClientConfig } from 'pg';
import type { Connection } from './connection.ts';
import { explainConnectError } from './explain-connect-error.ts';
import type { TlsTry } from './tls-options.ts';

/** A connection that was opened, and how. */
export interface Opened {
  client: Client;
  /** What opens more of the same. */
  config: ClientConfig;
}

/**
 * Opens one connection, by TLS or without as the mode says. With `allow` and `prefer` the second way is tried only when the server
 * itself has no use for the first. Throws `DatabaseSetupError`, and what else may go wrong as it is.
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
  // Its end between two statements is told by the next statement.
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
