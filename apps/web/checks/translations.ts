import { type Tree, textsOf } from './message-keys.ts';

/** The same in both languages on purpose: names, and words that German has taken over. */
const SAME = /^(?:[^\p{L}]|\{\w+\}|[A-Z]{2,}|ms)*$/u;

/** What is wrong with a language, compared with English: keys, names in braces, forms, and texts that were only copied. */
export function translationProblems(english: Tree, given: Tree, same: ReadonlySet<string>): string[] {
  const [from, to] = [textsOf(english), textsOf(given)];
  const missing = [...from.keys()].filter((key) => !to.has(key)).map((key) => `${key} is missing`);
  const unknown = [...to.keys()].filter((key) => !from.has(key)).map((key) => `${key} is not in the English catalog`);
  const different = [...from].flatMap(([key, text]) => {
    const other = to.get(key);
    if (other === undefined) return [];
    if (other.trim() === '') return [`${key} is empty`];
    if (shapeOf(text) !== shapeOf(other)) return [`${key} has other names in braces, or another number of forms`];
    return text === other && !SAME.test(text) && !same.has(text) ? [`${key} is not translated: ${text}`] : [];
  });
  return [...missing, ...unknown, ...different];
}

/** The forms of a text, and the names in braces of all of them. */
function shapeOf(text: string): string {
  const names = new Set(text.match(/\{\w+\}/g));
  return `${text.split(' | ').length} ${[...names].toSorted().join(' ')}`;
}

/** Texts with signs that the message format would take for its own. */
export function malformedTexts(catalog: Tree): string[] {
  return [...textsOf(catalog)].filter(([, text]) => /@|\{(?!\w+\})|(?<!\{\w+)\}/.test(text)).map(([key]) => key);
}
