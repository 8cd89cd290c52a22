import { chooseLocale } from './choose-locale.ts';
import { type Locale, type Messages, RIGHT_TO_LEFT } from './messages.ts';
import { en } from './messages/en.ts';
import { useMessages } from './text.ts';

/** Each language but English is a file of its own. */
export const LOADERS: Record<Locale, () => Promise<Messages>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./messages/de.ts')).de,
  fr: async () => (await import('./messages/fr.ts')).fr,
  es: async () => (await import('./messages/es.ts')).es,
  'pt-BR': async () => (await import('./messages/pt-br.ts')).ptBr,
  ja: async () => (await import('./messages/ja.ts')).ja,
  ar: async () => (await import('./messages/ar.ts')).ar,
};

/** Shows the page in this language if there is one, and else in one of the browser's. */
export async function showIn(wanted: string | null = null): Promise<void> {
  const locale = chooseLocale([wanted, ...navigator.languages]);
  useMessages(locale, await LOADERS[locale]());
  document.documentElement.lang = locale;
  document.documentElement.dir = RIGHT_TO_LEFT.has(locale) ? 'rtl' : 'ltr';
}
