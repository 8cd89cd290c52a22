import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';

/**
 * A power of ten. Guesses at the sign-in are limited to some hundreds a day for an account; what a stolen hash stands is
 * scrypt's part. Below it are all common passwords with a year or a sign added.
 */
const LEAST_GUESSES_LOG10 = 7.5;

/** Characters that are looked at, at each end: the time taken grows with their square, and a strong end is enough. */
const LOOKED_AT = 24;
/** Of a word written with look-alikes, as in `p4ssw0rd`. The default of 100 takes seconds for a password made to. */
const MOST_SUBSTITUTIONS = 5;

const OWN_WORDS = 'It contains your name, your email address or the name of this service.';
const REPEATED = 'Repeated characters and words are easy to guess.';

/** Reading the dictionaries takes a moment, so it is left to the first password. */
let checker: ZxcvbnFactory | undefined;

function checkerOf(): ZxcvbnFactory {
  checker ??= new ZxcvbnFactory({
    dictionary: { ...common, ...english },
    graphs: adjacencyGraphs,
    translations: { ...translations, warnings: { ...translations.warnings, userInputs: OWN_WORDS } },
    maxLength: LOOKED_AT,
    l33tMaxSubstitutions: MOST_SUBSTITUTIONS,
  });
  return checker;
}

/** Why a password is too easy to guess for a person with this email and name, in words for them; nothing for a good one. */
export function weaknessOf(password: string, about: readonly unknown[]): string | undefined {
  const own = ownWords(about);
  // What people are known by is worth nothing as a part of their password, however long it is.
  const given = repeatedPart(password);
  const rest = own.reduce((text, word) => text.replaceAll(word, 'a'), given.toLowerCase());
  const candidates = rest === given.toLowerCase() ? [given] : [rest];
  const ends = candidates.flatMap((text) => [text.slice(0, LOOKED_AT), text.slice(-LOOKED_AT)]);
  const results = [...new Set(ends)].map((end) => checkerOf().check(end, own));
  if (results.some(({ guessesLog10 }) => guessesLog10 >= LEAST_GUESSES_LOG10)) return undefined;
  const warning = given === password ? results[0]?.feedback.warning : REPEATED;
  const why = rest === given.toLowerCase() ? warning : OWN_WORDS;
  return `${why ?? 'It is too short or too common.'} Use four or more unrelated words.`;
}

/** What a text is the repetition of, its end perhaps cut off: saying it again makes no password better. Else all of it. */
function repeatedPart(text: string): string {
  for (let length = 1; length <= (text.length + 1) / 2; length += 1) {
    if (text.startsWith(text.slice(length))) return text.slice(0, length);
  }
  return text;
}

/** Also backwards. The longest first, so that an email address is found before its parts. */
function ownWords(about: readonly unknown[]): string[] {
  const texts = about.filter((text) => typeof text === 'string').map((text) => text.toLowerCase());
  const words = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u), text.split('@')[0] ?? '']);
  const backwards = words.map((word) => Array.from(word).toReversed().join(''));
  return [...new Set([...words, ...backwards, 'patchbay'])]
    .filter((word) => word.length >= 3 && /\p{L}/u.test(word))
    .toSorted((a, b) => b.length - a.length);
}
