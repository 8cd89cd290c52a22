import type { ButtonId } from '@patchbay/lifecycle';
import { t } from '../../shared/i18n/t.ts';

/** The label of a button of the lifecycle, in the language of the page. */
export function buttonText(id: ButtonId): string {
  return t(`connections.buttons.${id}`);
}

/** Where there is only one button: it opens the page of the connection. */
export function shortButtonText(id: ButtonId): string {
  return id === 'configure' ? t('connections.manage') : buttonText(id);
}

/** The same with what it is for, for screen readers. */
export function buttonTextOf(id: ButtonId, name: string): string {
  return t(`connections.buttonsOf.${id}`, { name });
}
