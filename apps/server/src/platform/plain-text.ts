import { z } from 'zod';

/**
 * A line of text that a person typed and others read: trimmed, composed (NFC), at most `most` characters. Nothing in it
 * is invisible, turns the writing direction of what stands beside it, or can look like another text: no controls, format
 * characters, private, unassigned or half characters, line or paragraph separators. What scripts and emoji need of
 * them stays. Blanks between words, of whatever kind and number, are one space: a page shows them alike, and two names
 * that differ in them alone look the same. For input only: what was stored before stays readable.
 */
export function plainText(most: number) {
  return z
    .string()
    .normalize('NFC')
    .trim()
    .max(most)
    .refine(isPlain, 'has characters that cannot be seen')
    .refine((text) => text === '' || VISIBLE.test(text), 'has nothing that can be seen')
    .overwrite((text) => text.replaceAll(BLANKS, ' ').trim());
}

function isPlain(text: string): boolean {
  return !HIDDEN.test(text.replaceAll(EMOJI, '').replaceAll(JOINED_EMOJI, '').replaceAll(NEEDED, ''));
}

/** Unicode's categories (UAX #44), and what fonts draw as nothing whatever its category, as the Hangul fillers are. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Unicode's spaces, and the braille pattern without a dot, which is the blank of braille. */
const BLANKS = /[\p{Zs}\u2800]+/gu;

/** U+2800 is a braille pattern without a dot. */
const VISIBLE = /(?!\p{Default_Ignorable_Code_Point}|\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whole emoji (UTS #51): with their joiners, variation selectors and, in flags of regions, tags. */
const EMOJI = /\p{RGI_Emoji}/gv;

/** Emoji that are newer than this runtime's list of sequences, or written without a selector. */
const JOINED_EMOJI = /\p{Extended_Pictographic}(?:[\ufe0e\ufe0f]|\u200d(?=\p{Extended_Pictographic}))/gu;

/** Scripts whose letters change their form by what joins them. */
const JOINING = [
  'Arabic',
  'Bengali',
  'Devanagari',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Khmer',
  'Malayalam',
  'Mongolian',
  'Nko',
  'Oriya',
  'Sinhala',
  'Syriac',
  'Tamil',
  'Telugu',
]
  .map((script) => `\\p{Script=${script}}`)
  .join('');

/**
 * Joiners between two letters of such a script (RFC 5892, appendix A, says where), or after a sign that
 * silences a vowel; selectors of variants of Han and Mongolian letters.
 */
const NEEDED = new RegExp(
  [
    `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`,
    `(?<=[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca])\\u200d`,
    `(?<=\\p{Script=Han})[\\ufe00-\\ufe0d\\u{e0100}-\\u{e01ef}]`,
    `(?<=\\p{Script=Mongolian})[\\u180b-\\u180d\\u180f]`,
  ].join('|'),
  'gu',
);
