import type { Tone } from '../../shared/tones.ts';
import type { Attempt, Delivery } from './delivery.queries.ts';

const DELIVERY_ERRORS: Record<NonNullable<Attempt['trouble']>, string> = {
  timeout: 'no answer within ten seconds',
  no_address: 'the host has no public address that events can be sent to',
  unreachable: 'could not connect',
};

/** The result of one try. Pure. */
export function attemptText({ status, trouble }: Attempt): string {
  if (trouble) return capital(DELIVERY_ERRORS[trouble]);
  if (status === null) return 'No answer';
  return `Answered ${status}`;
}

/** The state of a delivery. One that is being retried is more than merely pending. Pure. */
export function deliveryWords({ status, attempts }: Pick<Delivery, 'status' | 'attempts'>): {
  tone: Tone;
  text: string;
} {
  if (status === 'delivered') return { tone: 'success', text: 'Delivered' };
  if (status === 'dead') return { tone: 'error', text: 'Failed' };
  return attempts.length > 0 ? { tone: 'warning', text: 'Retry scheduled' } : { tone: 'info', text: 'On the way' };
}

/** The progress of a recovery that has planned this many so far. Pure. */
export function soFarText(planned: number): string {
  return planned === 0 ? 'Looking for what it missed…' : `${planned.toLocaleString('en-US')} sent so far…`;
}

/** The result of a recovery that planned this many, of which `waiting` are pending. Pure. */
export function recoveredText(
  planned: number,
  waiting: { items: Pick<Delivery, 'attempts'>[]; isAll: boolean },
): string {
  if (planned > 0) return `${planned} ${planned === 1 ? 'event is' : 'events are'} sent.`;
  const { length } = waiting.items;
  if (length === 0) return 'Nothing was missed.';
  const failed = waiting.items.some(({ attempts }) => attempts.length > 0);
  const many = waiting.isAll ? `${length} ${length === 1 ? 'is' : 'are'}` : `more than ${length} are`;
  return `Nothing to recover; ${many} still ${failed ? 'being retried' : 'on the way'}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
