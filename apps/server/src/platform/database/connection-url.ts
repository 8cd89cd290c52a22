import { parse } from 'pg-connection-string';
import { ConnectionSettingError } from './connection-setting-error.ts';

/** The contents of a connection URL: libpq's parameters by name, including user and host. */
export type Parameters = ReadonlyMap<string, string>;

const PROTOCOL = /^postgres(ql)?:\/\//;
const ENCODE =
  'special characters in the user name, the password or a parameter must be percent-encoded: ' +
  '“#” is %23, “/” is %2F, “?” is %3F, “%” is %25, “@” is %40, a space is %20';

/**
 * Parses a connection URL as libpq does (PostgreSQL documentation, 34.1.1.2). Ambiguous URLs are rejected, since the wrong
 * reading would send a part of a password to a server as its name or port, or write it to a log. Throws
 * `ConnectionSettingError`, whose message repeats nothing of what could be a password.
 */
export function readUrl(text: string): Parameters {
  if (!PROTOCOL.test(text)) throw new ConnectionSettingError('must begin with postgres:// or postgresql://');
  const [main = '', query, ...more] = text.split('?');
  if (isAmbiguous(text, main) || more.length > 0) throw new ConnectionSettingError(ENCODE);
  const parameters = new Map(authorityOf(main));
  for (const [name, value] of query === undefined ? [] : pairsOf(query)) {
    if (parameters.has(name)) throw new ConnectionSettingError(`${name} is given twice`);
    parameters.set(name, value);
  }
  return parameters;
}

/** Also a path with an at sign: the password then contains a slash, and the text before it would be read as the host. */
function isAmbiguous(text: string, main: string): boolean {
  const path = main.replace(PROTOCOL, '').split('/').slice(1).join('/');
  // oxlint-disable-next-line no-control-regex
  return /[#\s\u0000-\u001f\u007f]|%(?![0-9a-f]{2})/i.test(text) || path.includes('@');
}

function authorityOf(main: string): [string, string][] {
  const authority = main.replace(PROTOCOL, '').split('/')[0] ?? '';
  const hosts = authority.slice(authority.lastIndexOf('@') + 1);
  if (hosts.includes(',')) throw new ConnectionSettingError('several hosts are not supported: name one');
  const { user, password, host, port, database } = parsed(main);
  const given = { user, password, host, port, dbname: database };
  return Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1]));
}

/** A URL that cannot be parsed is not repeated if it has a password; the parser's own error would repeat it. */
function parsed(main: string): ReturnType<typeof parse> {
  try {
    return parse(main);
  } catch {
    throw new ConnectionSettingError(
      `is not an address of the form postgres://user:password@host:5432/database; ${ENCODE}`,
    );
  }
}

/** Not by `URLSearchParams`, which takes a plus sign for a space. */
function pairsOf(query: string): [string, string][] {
  // Raw in a value it is more often the end of a password with a question mark.
  if (query.includes('@')) throw new ConnectionSettingError(ENCODE);
  const pairs = query.split('&').filter((pair) => pair !== '');
  const decoded = pairs.map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [decodeURIComponent(name), decodeURIComponent(value.join('='))];
  });
  const names = decoded.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ConnectionSettingError(`${twice} is given twice`);
  return decoded;
}
