import { databaseTrouble, TROUBLE_SENTENCES } from './platform/errors/database-trouble.ts';

/**
 * Errors whose message is a sentence for a person. By name, because the classes are loaded after the environment was
 * read.
 */
const NAMED: ReadonlySet<string> = new Set(['EnvError', 'EmbeddedPostgresError', 'DatabaseSetupError']);

/** Codes of Node and PostgreSQL for an address that is in use or forbidden, and for a database that refuses us. */
const OPERATOR_CODES: ReadonlySet<string> = new Set(
  'EADDRINUSE EADDRNOTAVAIL EACCES ECONNREFUSED ENOTFOUND EAI_AGAIN ETIMEDOUT 28000 28P01 3D000 57P03'.split(' '),
);

/**
 * The sentence for the operator who started a process, with the error's code, if the operator can fix the error;
 * undefined for a bug, which is shown with its stack.
 */
export function operatorSentence(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const code = 'code' in thrown ? String(thrown.code) : '';
  if (NAMED.has(thrown.name)) return code ? `${thrown.message} (${code})` : thrown.message;
  // During a start or a command, after the database was reached.
  const trouble = databaseTrouble(thrown);
  if (trouble) return `The database ${TROUBLE_SENTENCES[trouble]} It said: ${thrown.message} (${nameOf(trouble)})`;
  return OPERATOR_CODES.has(code) ? `${thrown.message} (${code})` : undefined;
}

/** In the form of error codes. */
const nameOf = (trouble: string) => trouble.toUpperCase();
