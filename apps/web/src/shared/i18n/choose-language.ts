import { LANGUAGE_CODES, type LanguageCode } from '../../locales/languages.ts';

/** The first of the wanted languages that there is a catalog for, else English. */
export function chooseLanguage(wanted: readonly string[]): LanguageCode {
  for (const tag of wanted) {
    const found = LANGUAGE_CODES.find((code) => code === languageOf(tag));
    if (found) return found;
  }
  return 'en';
}

/** `de` of `de-AT`. */
export function languageOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}
