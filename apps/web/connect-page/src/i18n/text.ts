import { type Locale, type MessageKey, type Messages, type Plural, type PluralKey, RIGHT_TO_LEFT } from './messages.ts';
import { en } from './messages/en.ts';

/**
 * Typed texts, a catalog of our own: vue-i18n would take the page to 74 kB of JavaScript, and its plurals know two forms where
 * Arabic has six. The language is chosen before anything is shown, and stays.
 */
let messages: Messages = en;
let plurals = new Intl.PluralRules('en');
/** Around a value: names are mostly in Latin letters, and would change the order of words that are written from right to left. */
let isolation: [before: string, after: string] = ['', ''];

export function useMessages(locale: Locale, given: Messages): void {
  messages = given;
  plurals = new Intl.PluralRules(locale);
  isolation = RIGHT_TO_LEFT.has(locale) ? ['\u2068', '\u2069'] : ['', ''];
}

type Values = Record<string, string | number>;

/** A text in the person's language, with these values for the names in braces. */
export function text(key: MessageKey, values: Values = {}): string {
  return fill(sentenceOf(key), values);
}

/** The form of a text for this number, `{n}`. */
export function counted(key: PluralKey, n: number): string {
  const forms = find(key) as Plural | undefined;
  return fill(forms?.[plurals.select(n)] ?? forms?.other ?? key, {
    n: n.toLocaleString(plurals.resolvedOptions().locale),
  });
}

export function isTextKey(key: string): key is MessageKey {
  return typeof find(key) === 'string';
}

/** A text in pieces, for values that are shown in markup of their own. */
export function pieces(key: MessageKey): { text: string; name: string | null }[] {
  const parts = sentenceOf(key).split(/\{(\w+)\}/);
  return parts.map((part, index) => (index % 2 === 0 ? { text: part, name: null } : { text: '', name: part }));
}

function sentenceOf(key: MessageKey): string {
  const found = find(key);
  return typeof found === 'string' ? found : key;
}

function find(key: string): unknown {
  let found: unknown = messages;
  for (const part of key.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return found;
}

function fill(sentence: string, values: Values): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    values[name] === undefined ? whole : isolation.join(String(values[name])),
  );
}
