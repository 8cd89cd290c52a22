import { t } from './i18n/t.ts';

/** The Undo button of a toast. */
export function undoAction(onClick: () => void) {
  return { label: t('shared.undo'), color: 'neutral' as const, variant: 'outline' as const, onClick };
}
