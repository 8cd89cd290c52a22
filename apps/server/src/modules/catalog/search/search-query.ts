import { synonymsOf } from './other-names.ts';
import { squashed, typedWords } from './search-words.ts';

/** Corrections of typed words; a word that is not in it is taken as typed. */
export type Corrections = ReadonlyMap<string, readonly string[]>;

/**
 * What is asked of the index, as texts for PostgreSQL's `to_tsquery`. They hold letters, digits and operators only.
 * The letters after the colons are weights: A for names, B for categories and keywords, C for actions and triggers, D for the
 * description (see build-search.ts).
 */
export interface SearchQuery {
  /** Whether some of the words are enough. */
  isLoose: boolean;
  /** The whole search as one word; empty if it has no letters and digits. */
  squashed: string;
  /** What an app has to match. */
  anywhere: string;
  /** All words, anywhere, or others with the same meaning. */
  meant: string;
  /** All words as typed, outside of actions. */
  asTyped: string;
  /** All words in the names, as beginnings of words. */
  names: string;
  /** The same, as whole words. */
  wholeNames: string;
  /** All words in names and categories. */
  labels: string;
  /** Each word, for apps that lack others. */
  words: string[];
  /** Each two neighbors, next to each other in the name of an action or in the description. */
  pairs: string[];
}

/** How people put a question around what they search for; it is left out, unless there is nothing else. */
const FILLERS = new Set(
  'a an and app apps for from how i in integration is it me my of on or our s someone the to with your'.split(' '),
);

/** The words of a search that count. */
export function wordsThatCount(search: string): string[] {
  return withoutFillers(typedWords(search));
}

function withoutFillers(typed: string[]): string[] {
  const words = typed.filter((word) => !FILLERS.has(word));
  return words.length > 0 ? words : typed;
}

/** All ways to read a search: as typed, with two neighbors as one word ("to do" is "todo"), and all of it as one. */
export function readingsOf(search: string): string[][] {
  const words = typedWords(search);
  const joined = words
    .slice(1)
    .map((word, at) => [...words.slice(0, at), `${words[at]}${word}`, ...words.slice(at + 2)]);
  const readings = [words, ...joined, [words.join('')]].map(withoutFillers);
  return [...new Map(readings.map((reading) => [reading.join(' '), reading])).values()];
}

/** A query for apps that have all of the words. */
export function searchQuery(search: string, corrections: Corrections = new Map()): SearchQuery {
  const words = wordsThatCount(search);
  const readings = readingsOf(search);
  const spelled = (word: string) => [word, ...(corrections.get(word) ?? [])];
  const meant = (word: string) => [...spelled(word), ...spelled(word).flatMap(synonymsOf)];
  const all = (term: (word: string, isLast: boolean) => string) =>
    readings.map((reading) => reading.map((word, at) => term(word, at === reading.length - 1)).join(' & ')).join(' | ');
  const inAnyWords = all((word, isLast) => oneOf(meant(word), beginning(word, isLast, '')));
  return {
    isLoose: false,
    squashed: squashed(search),
    anywhere: inAnyWords,
    meant: inAnyWords,
    asTyped: all((word, isLast) => oneOf(spelled(word), beginning(word, isLast, 'ABD'))),
    names: all((word, isLast) => oneOf(spelled(word), beginning(word, isLast, 'A'))),
    wholeNames: all((word) => oneOf(spelled(word), 'A')),
    labels: all((word, isLast) => oneOf(meant(word), beginning(word, isLast, 'AB'))),
    words: words.length > 1 ? words.map((word) => oneOf(spelled(word), 'AB')) : [],
    pairs: nextToEachOther(words.map((word) => oneOf(meant(word), 'CD'))),
  };
}

/** The same for apps that have any of the words, when too few have all of them. */
export function looseQuery(search: string, corrections: Corrections): SearchQuery {
  const query = searchQuery(search, corrections);
  const words = wordsThatCount(search).flatMap((word) => [word, ...(corrections.get(word) ?? [])]);
  return { ...query, isLoose: true, anywhere: `${query.anywhere} | ${oneOf(words, 'ABD')}` };
}

/**
 * While a word is being typed, its beginning is enough. Of one or two letters so many words begin, that only names
 * are searched for them.
 */
function beginning(word: string, isLast: boolean, weights: string): string {
  if (word.length >= 3) return `*${weights}`;
  return isLast ? '*A' : weights;
}

function oneOf(words: readonly string[], label: string): string {
  return `(${words.map((word) => (label ? `${word}:${label}` : word)).join(' | ')})`;
}

/** In either order, with at most one word between. */
function nextToEachOther(terms: readonly string[]): string[] {
  const pairs = terms.slice(1).map((term, at) => [terms[at] ?? '', term] as const);
  return pairs.map(([a, b]) => `${a} <-> ${b} | ${a} <2> ${b} | ${b} <-> ${a} | ${b} <2> ${a}`);
}
