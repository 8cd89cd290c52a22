import type { ErrorCode } from './api.ts';

/**
 * Why a call has no result: unreachable, timed out, aborted by the caller, a response that is not Patchbay's, or an
 * option with an invalid value; or why a webhook is not accepted.
 */
export type TransportCode = 'NETWORK' | 'TIMEOUT' | 'ABORTED' | 'ANSWER_INVALID' | 'OPTION_INVALID' | 'WEBHOOK_INVALID';

export interface ErrorDetails {
  /** HTTP status; 0 without an answer. */
  status?: number;
  /** What to do about it. */
  remedy?: string | null;
  /** The request's id in the server's log. */
  reference?: string | null;
  /** What is wrong with which field, by dotted path. */
  fields?: Record<string, string> | null;
  /** Milliseconds to wait, from Retry-After. */
  retryAfterMs?: number | null;
  cause?: unknown;
}

/** The only error that the client throws. Branch on `code`, which is permanent, and never on the message. */
export class PatchbayError extends Error {
  override readonly name = 'PatchbayError';
  readonly code: ErrorCode | TransportCode;
  readonly status: number;
  readonly remedy: string | null;
  readonly reference: string | null;
  readonly fields: Record<string, string> | null;
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode | TransportCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = details.status ?? 0;
    this.remedy = details.remedy ?? null;
    this.reference = details.reference ?? null;
    this.fields = details.fields ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}
