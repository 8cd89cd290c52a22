import type { Trouble } from '@patchbay/contracts';
import type { Answer } from '@patchbay/outgoing-http';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { nextTry } from './delivery-schedule.ts';

/** HTTP 410: the receiver wants no more deliveries (Standard Webhooks, "Delivery"). */
const GONE = 410;

export interface Outcome {
  answer: Answer | undefined;
  /** Duration in milliseconds. */
  ms: number;
}

/** What a try says about the endpoint; `nothing` when no request was sent. */
export type Follows = 'success' | 'failure' | 'gone' | 'nothing';

export interface Result {
  status: 'waiting' | 'delivered' | 'dead';
  entries: { at: string; status: number | null; trouble: Trouble | null; ms: number }[];
  /** The time of the next try; null when there is none. */
  next: Date | null;
  now: Date;
  follows: Follows;
}

export function resultOf({ attempt }: ClaimedDelivery, { answer, ms }: Outcome, now: Date): Result {
  const follows = followsOf(answer);
  const retryAfterMs = answer && 'status' in answer ? answer.retryAfterMs : undefined;
  const failure = { tries: attempt + 1, now, retryAfterMs };
  const next = follows === 'failure' ? nextTry(failure, Math.random()) : null;
  const status = follows === 'success' ? 'delivered' : next ? 'waiting' : 'dead';
  return { status, entries: answer ? [{ at: now.toISOString(), ...toldOf(answer), ms }] : [], next, now, follows };
}

/** The part of a response that the workspace may read. */
function toldOf(answer: Answer): { status: number | null; trouble: Trouble | null } {
  return 'trouble' in answer ? { status: null, trouble: answer.trouble } : { status: answer.status, trouble: null };
}

function followsOf(answer: Answer | undefined): Follows {
  if (!answer) return 'nothing';
  if ('trouble' in answer) return 'failure';
  if (answer.status === GONE) return 'gone';
  return answer.status >= 200 && answer.status < 300 ? 'success' : 'failure';
}
