import { badgeOf, refreshAnswer, type AttemptView } from '@patchbay/contracts';
import type { Status } from '@patchbay/lifecycle';
import { t } from '../../shared/i18n/t.ts';

/** A status in the language of the page, with its color. */
export function statusBadge(status: Status) {
  return { text: t(`connections.statuses.${status}`), tone: badgeOf(status).tone };
}

/** What a refresh has found, in the language of the page. */
export function refreshText(code: ReturnType<typeof refreshAnswer>): { sentence: string; next: string | null } {
  const sentence = t(`connections.refresh.${code}.sentence`);
  switch (code) {
    case 'waiting':
    case 'approved':
    case 'unconfirmed':
      return { sentence, next: t(`connections.refresh.${code}.next`) };
    default:
      return { sentence, next: null };
  }
}

/** The same for an attempt that is open. */
export function attemptText(attempt: AttemptView): string {
  const { sentence, next } = refreshText(refreshAnswer({ attempt }, false));
  return [sentence, next].filter(Boolean).join(' ');
}
