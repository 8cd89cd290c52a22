import type { en } from './messages/en.ts';

/** A text whose form depends on a number, by the categories of the language (CLDR plural rules). */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Texts of one language: all of them, by the keys of the English ones. */
export type Messages = typeof en;

type KeysOf<Tree, Wanted, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends Wanted
    ? `${Prefix}${Key}`
    : Tree[Key] extends string | Plural
      ? never
      : KeysOf<Tree[Key], Wanted, `${Prefix}${Key}.`>;
}[keyof Tree & string];

export type MessageKey = KeysOf<Messages, string>;
export type PluralKey = KeysOf<Messages, Plural>;

export const LOCALES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'ar'] as const;

export type Locale = (typeof LOCALES)[number];

/** Languages that are written from right to left. */
export const RIGHT_TO_LEFT: ReadonlySet<Locale> = new Set(['ar']);
