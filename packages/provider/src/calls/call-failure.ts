/**
 * Why a try got no 2xx response: no connection (or one that broke), a timeout, a response that is too large, a
 * redirect, or another status. `busy`: it was not even sent, because too many calls were in flight.
 */
export type Trouble = 'unreachable' | 'timeout' | 'too_large' | 'redirected' | 'status' | 'busy';

interface AnswerFacts {
  status?: number;
  said?: string | undefined;
  code?: string | null | undefined;
  permission?: string | undefined;
  retryAfterMs?: number | undefined;
}

/**
 * Why a call failed at the HTTP level, kept regardless of what an SDK turns it into. Contains no headers and no key.
 */
export class CallFailure extends Error {
  readonly trouble: Trouble;
  /** The status of the response, if there was one. */
  readonly status: number | undefined;
  /** The permission that the key lacks; for a 403. */
  readonly permission: string | undefined;
  /** The provider's sentence about its refusal, and its code for it. */
  readonly said: string | undefined;
  readonly code: string | null;
  /** Milliseconds that the provider asks to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(trouble: Trouble, message: string, answer: AnswerFacts = {}) {
    super(message);
    this.name = 'CallFailure';
    this.trouble = trouble;
    this.status = answer.status;
    this.permission = answer.permission;
    this.said = answer.said;
    this.code = answer.code ?? null;
    this.retryAfterMs = answer.retryAfterMs;
  }
}
