import type { ReasonCode } from '@patchbay/lifecycle';
import { t } from './i18n/t.ts';

/** Why an attempt or a grant ended, and what to do, in the language of the page. The API says the same in English. */
export function reasonText(code: ReasonCode): { sentence: string; next: string } {
  return { sentence: t(`reasons.${code}.sentence`), next: t(`reasons.${code}.next`) };
}
