import type { MessageKey, NamesOf, PlainKey, ValuesOf } from '../../locales/message-types.ts';
import { formatNumber } from './format.ts';
import { i18n } from './i18n.ts';

type Arguments<Key extends MessageKey> = [NamesOf<Key>] extends [never] ? [] : [values: ValuesOf<Key>];

/**
 * A text in the language of the page, with these values for the names in braces. Reactive where it is called in a template, a
 * `computed` or a render function; a constant of a module would keep the language it was made in.
 */
export function t<Key extends MessageKey>(key: Key, ...values: Arguments<Key>): string;
export function t(key: MessageKey, values: Values = {}): string {
  return piecesOf(key, values)
    .map((piece) => piece.text ?? '')
    .join('');
}

/** A sentence that only the server can write, which it does in English; in other languages a text of ours says less. */
export function fromServer(sentence: string, key: PlainKey): string {
  return speaksEnglish() ? sentence : t(key);
}

export function speaksEnglish(): boolean {
  return i18n.locale.value === 'en';
}

/** Whether there is a text for a code that comes from the server, which may be newer than this page. */
export function hasText(key: string): key is MessageKey {
  return i18n.find(key) !== undefined;
}

export type Values = Partial<Record<string, string | number>>;

/** A part of a text: words, or a name in braces, with its value if it has one. */
interface Piece {
  name?: string;
  text?: string;
}

/** The parts of a text, in their order. A key without a text is shown as it is, so that it is found. */
export function piecesOf(key: MessageKey, values: Values): Piece[] {
  const shown = shownValues(values);
  const forms = (i18n.find(key) ?? key).split(' | ');
  const form = forms[countIn(values) === 1 ? 0 : forms.length - 1] ?? key;
  return form.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? { text: part } : named(part, shown)));
}

function named(name: string, shown: Record<string, string>): Piece {
  const text = shown[name];
  return text === undefined ? { name } : { name, text };
}

/** Numbers as they are written in the viewer's language. */
function shownValues(values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? formatNumber(value) : (value ?? ''),
    ]),
  );
}

/** The number that chooses the form; the first form is for one. */
function countIn({ count }: Values): number {
  return typeof count === 'number' ? count : 1;
}
