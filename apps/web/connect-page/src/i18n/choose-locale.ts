import { type Locale, LOCALES } from './messages.ts';

/** The first of the wanted languages that there are texts in, by its whole tag or by its language alone. */
export function chooseLocale(wanted: readonly (string | null | undefined)[]): Locale {
  for (const tag of wanted) {
    const found =
      tag && (LOCALES.find((locale) => sameTag(locale, tag)) ?? LOCALES.find((locale) => sameLanguage(locale, tag)));
    if (found) return found;
  }
  return 'en';
}

function sameTag(locale: Locale, tag: string): boolean {
  return locale.toLowerCase() === tag.toLowerCase();
}

function sameLanguage(locale: Locale, tag: string): boolean {
  return languageOf(locale) === languageOf(tag);
}

function languageOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}
