import { type ErrorCode, ERRORS } from '@patchbay/contracts';
import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { AppError } from '../errors/app-error.ts';
import { databaseErrorCode } from '../errors/database-error.ts';

interface Failure {
  shape: TRPCDefaultErrorShape;
  error: TRPCError;
  ctx: { reference: string } | undefined;
}

/**
 * The response to a failed call. Never contains a stack or a message that we did not write: bugs and broken infrastructure
 * become `INTERNAL` or `UNAVAILABLE` with a reference to the log line.
 */
export function errorShape({ shape, error, ctx }: Failure) {
  const errorCode = codeOf(error);
  const { sentence, remedy, status } = ERRORS[errorCode];
  return {
    code: shape.code,
    message: sentence,
    data: {
      code: shape.data.code,
      httpStatus: status,
      path: shape.data.path ?? null,
      errorCode,
      remedy,
      reference: ctx?.reference ?? null,
      fields: fieldsOf(error),
    },
  };
}

/** The permanent code for what was thrown. */
export function codeOf(error: TRPCError): ErrorCode {
  if (error.cause instanceof AppError) return error.cause.code;
  if (error.code === 'BAD_REQUEST' && hasUnknownField(error.cause)) return 'INPUT_UNKNOWN_FIELD';
  if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR') return 'INPUT_INVALID';
  return BY_TRPC_CODE[error.code] ?? databaseErrorCode(error.cause) ?? 'INTERNAL';
}

const BY_TRPC_CODE: Partial<Record<TRPCError['code'], ErrorCode>> = {
  NOT_FOUND: 'NOT_FOUND',
  METHOD_NOT_SUPPORTED: 'NOT_FOUND',
  PAYLOAD_TOO_LARGE: 'BODY_TOO_LARGE',
  UNSUPPORTED_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED',
};

/** Which fields are wrong and how, by dotted path. */
export function fieldsOf({ code, cause }: TRPCError): Record<string, string> | null {
  if (cause instanceof AppError) return cause.fields;
  // A ZodError with another code is about our own output and is not shown to the caller.
  if (!(cause instanceof ZodError) || code !== 'BAD_REQUEST') return null;
  return Object.fromEntries(cause.issues.flatMap(fieldTexts));
}

function hasUnknownField(cause: unknown): boolean {
  return cause instanceof ZodError && cause.issues.some(({ code }) => code === 'unrecognized_keys');
}

/** An issue about unknown fields is reported for the object that has them, with one line for each. */
function fieldTexts(issue: ZodError['issues'][number]): [field: string, text: string][] {
  const { path, message } = issue;
  if (issue.code !== 'unrecognized_keys') return [[path.join('.'), message]];
  const lines = message.split('\n');
  return issue.keys.map((key, index) => [[...path, key].join('.'), lines[index] ?? message]);
}
