import { LANGUAGES } from '../../locales/languages.ts';
import { t } from './t.ts';
import type { LanguageChoice } from './useLanguage.ts';

/** Languages are named in themselves, so that people find theirs on a page that they cannot read. */
export function languageName(choice: LanguageChoice): string {
  return choice === 'system' ? t('shared.languageOfBrowser') : LANGUAGES[choice].name;
}
