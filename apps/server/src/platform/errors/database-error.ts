import type { ErrorCode } from './error-codes.ts';

/** Classes of SQLSTATE (PostgreSQL documentation, appendix A) and of socket errors that pass by themselves. */
const PASSING = /^(08|53|57P)|^ECONN|^EPIPE|^ETIMEDOUT/;

/** `UNAVAILABLE` when the database could not be reached or is shutting down; otherwise nothing. */
export function databaseErrorCode(thrown: unknown): ErrorCode | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return PASSING.test(code) || isTimeout(thrown) ? 'UNAVAILABLE' : undefined;
}

/** What `pg` throws, without a code, when no connection is free or one dies under a query. */
function isTimeout(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|Query read timeout/.test(thrown.message)
  );
}

/** Whether `thrown` is a violation of the named unique constraint. */
export function violates(thrown: unknown, constraint: string): boolean {
  return thrown instanceof Error && 'constraint' in thrown && thrown.constraint === constraint;
}
