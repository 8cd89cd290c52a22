import { type ErrorCode, ERRORS, type ErrorText } from '@patchbay/contracts';
import { databaseErrorCode } from './database-error.ts';

export interface AppErrorOptions extends ErrorOptions {
  fields?: Record<string, string>;
}

/** An expected failure with a permanent code. Everything else that is thrown is a bug or broken infrastructure. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** What is wrong with which field, by dotted path, where the code is about fields. */
  readonly fields: Record<string, string> | null;

  constructor(code: ErrorCode, { fields, ...options }: AppErrorOptions = {}) {
    super(ERRORS[code].sentence, options);
    this.name = 'AppError';
    this.code = code;
    this.fields = fields ?? null;
  }

  get text(): ErrorText {
    return ERRORS[this.code];
  }
}

/** Converts what was thrown into an error for callers: itself, or a database error with a code; undefined for a bug. */
export function expectedFailure(thrown: unknown): AppError | undefined {
  if (thrown instanceof AppError) return thrown;
  const code = databaseErrorCode(thrown);
  return code && new AppError(code, { cause: thrown });
}
