import { type Connection, readConnection } from './connection.ts';
import type { Connections } from './reach-database.ts';

/** What the environment says of the database. */
export interface DatabaseSettings {
  url: string;
  /** Past a pooler; null where `url` needs none. */
  directUrl: string | null;
  schema: string | null;
  /** libpq's, for what the addresses leave out. */
  variables: Readonly<Record<string, string>>;
}

/** Both ways to the database. Throws `ConnectionSettingError`. */
export function connectionsOf({ url, directUrl, schema, variables }: DatabaseSettings): Connections {
  const read = (variable: string, address: string): Connection =>
    readConnection({ variable, url: address, variables, schema });
  return {
    main: read('DATABASE_URL', url),
    direct: directUrl === null ? null : read('DATABASE_DIRECT_URL', directUrl),
  };
}

/** Characters. Redacting a shorter password, or one that is also a name, would remove unrelated words from log lines. */
const LONG_ENOUGH = 8;

/** The parts that must not appear in a log: URLs and passwords. */
export function databaseSecrets(settings: DatabaseSettings): string[] {
  const { main, direct } = connectionsOf(settings);
  const secrets = [main, direct].flatMap((connection) => {
    const { password, user, database, host } = connection?.config ?? {};
    const isName = [user, database, host].includes(String(password));
    return typeof password === 'string' && password.length >= LONG_ENOUGH && !isName ? [password] : [];
  });
  const addresses = [settings.url, settings.directUrl].filter((address) => address !== null);
  return [...new Set([...addresses, ...secrets, ...secrets.map(encodeURIComponent)])];
}
