import { hasText, t } from '../../shared/i18n/t.ts';
import type { MessageKey } from '../../locales/message-types.ts';

type ActivityKey = Extract<MessageKey, `installation.did.${string}`>;

/** The sentence about what was done; for a procedure that has none, one that names it. */
export function activityKey(action: string): ActivityKey {
  const key = `installation.did.${action.replace('.', '_')}`;
  return isActivityKey(key) ? key : 'installation.did.other';
}

function isActivityKey(key: string): key is ActivityKey {
  return hasText(key);
}

/** How it ended; empty if it was done. */
export function outcomeWords(outcome: string): string {
  if (outcome === 'done') return '';
  return outcome === 'started' ? t('installation.outcomeUnknown') : t('installation.outcomeFailed', { code: outcome });
}
