import type { en } from './en/index.ts';

/** The texts of another language: the same keys, and nothing else. */
export type Translation<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Translation<Tree[Key]>;
};

export type Messages = Translation<typeof en>;

type KeysOf<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? `${Prefix}${Key}` : KeysOf<Tree[Key], `${Prefix}${Key}.`>;
}[keyof Tree & string];

/** `feature.name`, or `feature.group.name`. */
export type MessageKey = KeysOf<typeof en>;

type TextAt<Tree, Key extends string> = Key extends `${infer Head}.${infer Rest}`
  ? Head extends keyof Tree
    ? TextAt<Tree[Head], Rest>
    : never
  : Key extends keyof Tree
    ? Tree[Key]
    : never;

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What a text has in braces. */
export type NamesOf<Key extends MessageKey> = NamesIn<TextAt<typeof en, Key>>;

/** A `count` chooses the form of a text with `|`, so it is a number. */
export type ValuesOf<Key extends MessageKey> = {
  [Name in NamesOf<Key>]: Name extends 'count' ? number : string | number;
};

/** Texts without braces, which can be chosen by a variable. */
export type PlainKey = { [Key in MessageKey]: [NamesOf<Key>] extends [never] ? Key : never }[MessageKey];
