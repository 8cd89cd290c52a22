/**
 * What became of a try that did not end in an answer of 2xx: no connection (or one that was cut), no answer in time, an
 * answer that is too long, one that sends us elsewhere, or one whose status says no. `busy`: it was not even sent, because
 * too many others were on their way.
 */
export type Trouble = 'unreachable' | 'timeout' | 'too_large' | 'redirected' | 'status' | 'busy';

interface AnswerFacts {
  status?: number;
  permission?: string | undefined;
  retryAfterMs?: number | undefined;
}

/** Why a call failed, as it was on the wire: whatever an SDK makes of it, this is kept. Holds no header and no key. */
export class CallFailure extends Error {
  readonly trouble: Trouble;
  /** Of the answer, where there was one. */
  readonly status: number | undefined;
  /** What the key would have to be allowed; of answers of 403. */
  readonly permission: string | undefined;
  /** Milliseconds that the provider asks to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(trouble: Trouble, message: string, answer: AnswerFacts = {}) {
    super(message);
    this.name = 'CallFailure';
    this.trouble = trouble;
    this.status = answer.status;
    this.permission = answer.permission;
    this.retryAfterMs = answer.retryAfterMs;
  }
}
