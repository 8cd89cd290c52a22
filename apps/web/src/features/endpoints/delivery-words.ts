import { t } from '../../shared/i18n/t.ts';
import type { Tone } from '../../shared/tones.ts';
import type { Attempt, Delivery } from './delivery.queries.ts';

/** The result of one try. */
export function attemptText({ status, trouble }: Attempt): string {
  if (trouble) return t(`endpoints.errors.${trouble}`);
  return status === null ? t('endpoints.noAnswer') : t('endpoints.answered', { status: String(status) });
}

/** The state of a delivery. One that is being retried is more than merely pending. */
export function deliveryWords({ status, attempts }: Pick<Delivery, 'status' | 'attempts'>): {
  tone: Tone;
  text: string;
} {
  if (status === 'delivered') return { tone: 'success', text: t('endpoints.statuses.delivered') };
  if (status === 'dead') return { tone: 'error', text: t('endpoints.statuses.dead') };
  return attempts.length > 0
    ? { tone: 'warning', text: t('endpoints.statuses.retrying') }
    : { tone: 'info', text: t('endpoints.statuses.waiting') };
}

/** The progress of a recovery that has planned this many so far. */
export function soFarText(planned: number): string {
  return planned === 0 ? t('endpoints.lookingFor') : t('endpoints.soFar', { count: planned });
}

/** The result of a recovery that planned this many, of which `waiting` are pending. */
export function recoveredText(
  planned: number,
  waiting: { items: Pick<Delivery, 'attempts'>[]; isAll: boolean },
): string {
  if (planned > 0) return t('endpoints.recovered', { count: planned });
  const { length: count } = waiting.items;
  if (count === 0) return t('endpoints.nothingMissed');
  const failed = waiting.items.some(({ attempts }) => attempts.length > 0);
  if (waiting.isAll) return t(failed ? 'endpoints.stillRetried' : 'endpoints.stillSending', { count });
  return t(failed ? 'endpoints.moreRetried' : 'endpoints.moreSending', { count });
}
