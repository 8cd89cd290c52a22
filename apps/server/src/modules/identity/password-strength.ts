import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';

/**
 * A power of ten. Sign-in attempts are limited to a few hundred per day and account, and scrypt protects a stolen
 * hash. Every common password with a year or a sign appended is below it.
 */
const MIN_GUESSES_LOG10 = 7.5;

/** Characters checked at each end: the time grows with their square, and one strong end is enough. */
const LOOKED_AT = 24;
/** Substitutions per word, as in `p4ssw0rd`. With the default of 100, a crafted password takes seconds. */
const MAX_SUBSTITUTIONS = 5;

const OWN_WORDS = 'It contains your name, your email address or the name of this service.';
const REPEATED = 'Repeated characters and words are easy to guess.';

/** Created with the first password, because loading the dictionaries takes a moment. */
let checker: ZxcvbnFactory | undefined;

function checkerOf(): ZxcvbnFactory {
  checker ??= new ZxcvbnFactory({
    dictionary: { ...common, ...english },
    graphs: adjacencyGraphs,
    translations: { ...translations, warnings: { ...translations.warnings, userInputs: OWN_WORDS } },
    maxLength: LOOKED_AT,
    l33tMaxSubstitutions: MAX_SUBSTITUTIONS,
  });
  return checker;
}

/**
 * Why a password is too easy to guess for a person with this email and name, as text for them; undefined for a good
 * one.
 */
export function weaknessOf(password: string, about: readonly unknown[]): string | undefined {
  const own = ownWords(about);
  // Parts of the person's name or address add no strength to their password, regardless of length.
  const given = repeatedPart(password);
  const rest = own.reduce((text, word) => text.replaceAll(word, 'a'), given.toLowerCase());
  const candidates = rest === given.toLowerCase() ? [given] : [rest];
  const ends = candidates.flatMap((text) => [text.slice(0, LOOKED_AT), text.slice(-LOOKED_AT)]);
  const results = [...new Set(ends)].map((end) => checkerOf().check(end, own));
  if (results.some(({ guessesLog10 }) => guessesLog10 >= MIN_GUESSES_LOG10)) return undefined;
  const warning = given === password ? results[0]?.feedback.warning : REPEATED;
  const why = rest === given.toLowerCase() ? warning : OWN_WORDS;
  return `${why ?? 'It is too short or too common.'} Use four or more unrelated words.`;
}

/**
 * The unit that a text repeats, with its last repetition possibly cut off, because repeating adds no strength.
 * Otherwise the whole text.
 */
function repeatedPart(text: string): string {
  for (let length = 1; length <= (text.length + 1) / 2; length += 1) {
    if (text.startsWith(text.slice(length))) return text.slice(0, length);
  }
  return text;
}

/** Also reversed. Longest first, so that an email address is found before its parts. */
function ownWords(about: readonly unknown[]): string[] {
  const texts = about.filter((text) => typeof text === 'string').map((text) => text.toLowerCase());
  const words = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u), text.split('@')[0] ?? '']);
  const backwards = words.map((word) => Array.from(word).toReversed().join(''));
  return [...new Set([...words, ...backwards, 'patchbay'])]
    .filter((word) => word.length >= 3 && /\p{L}/u.test(word))
    .toSorted((a, b) => b.length - a.length);
}
