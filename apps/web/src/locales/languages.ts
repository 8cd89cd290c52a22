import type { Locale, Messages as UiMessages } from '@nuxt/ui';
import type { Messages } from './message-types.ts';

interface Language {
  /** In the language itself. */
  name: string;
  /** Its texts and those of Nuxt UI; null for English, which is always there. */
  load: (() => Promise<{ messages: Messages; ui: Locale<UiMessages> }>) | null;
}

export const LANGUAGE_CODES = ['en', 'de'] as const;

export type LanguageCode = (typeof LANGUAGE_CODES)[number];

/** Each language but English is a file that is loaded when it is chosen. */
export const LANGUAGES: Record<LanguageCode, Language> = {
  en: { name: 'English', load: null },
  de: { name: 'Deutsch', load: () => import('./de/language.ts') },
};
