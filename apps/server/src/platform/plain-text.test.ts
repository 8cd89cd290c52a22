import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

const name = plainText(40);
const accepts = (text: string) => name.safeParse(text).success;

describe('text that people write', () => {
  it.each([
    '',
    'Support',
    ' Größe ',
    '日本語',
    '葛\u{e0100}城',
    '👩‍🚀',
    '👩🏽‍💻 team',
    '❤️',
    '☺︎',
    '1️⃣ first',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿 England',
    '🏳️‍🌈',
    "O'Neil",
    'a — b',
    'می‌خواهم',
    'क्‍ष',
    'ශ්‍රී ලංකා',
    'ന്‍',
    'עברית',
    'אדה Lovelace',
    'A\u00a0B',
  ])('%j is taken', (text) => {
    expect(accepts(text)).toBe(true);
  });
});

it.each([
  'My  Work',
  'My\u00a0Work',
  'My\u2003Work',
  'My\u3000Work',
  'My \u2800 Work',
  'My\u2800Work',
  ' \u2800My Work\u2800 ',
])('two names that a page shows alike could both be taken: %j is “My Work”', (text) => {
  expect(name.parse(text)).toBe('My Work');
});

const HIDDEN: [string, string][] = [
  ['NUL', '\0'],
  ['a new line', 'a\nb'],
  ['an escape sequence', '\u001b[2J'],
  ['a C1 control', 'a\u0085b'],
  ['half a character', 'a\ud800'],
  ['a direction override', '\u202egpj.exe'],
  ['a direction isolate', 'a\u2066b'],
  ['a direction mark', 'a\u200eb'],
  ['an Arabic direction mark', 'a\u061cb'],
  ['a blank of no width', 'Vic\u200btim'],
  ['a joiner between Latin letters', 'Vic\u200dtim'],
  ['a non-joiner between Latin letters', 'Vic\u200ctim'],
  ['a joiner at the end', 'می\u200c'],
  ['a joiner beside an emoji', 'a\u200d👩'],
  ['a word joiner', 'Vic\u2060tim'],
  ['a byte order mark within', 'Vic\ufefftim'],
  ['a soft hyphen', 'Vic\u00adtim'],
  ['a variation selector after a letter', 'Vic\ufe0ftim'],
  ['an ideographic selector after a letter', 'Vic\u{e0100}tim'],
  ['a tag without its flag', 'Vic\u{e0061}tim'],
  ['a grapheme joiner', 'Vic\u034ftim'],
  ['a Hangul filler', 'Vic\u3164tim'],
  ['an annotation', 'a\ufff9b'],
  ['a private character', 'a\ue000'],
  ['an unassigned character', 'a\u0378'],
  ['a line separator', 'a\u2028b'],
  ['a paragraph separator', 'a\u2029b'],
];

describe('a name could hold what is not visible, and so look like another:', () => {
  it.each(HIDDEN)('%s is refused', (_, text) => {
    expect(accepts(text)).toBe(false);
  });

  it.each(['\u200b', '\u200d', '\ufe0f', '\u3164', '\u2800', '\u2800\u2800', '\u0301'])(
    'a text of nothing but %j is refused',
    (text) => {
      expect(accepts(text)).toBe(false);
    },
  );

  it('every character of the refused categories is, alone and between letters', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10_ffff; code += code < 0x3000 ? 1 : 37) {
      const character = String.fromCodePoint(code);
      if (!/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u.test(character)) continue;
      if (accepts(`a${character}b`)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });
});

it('is kept composed and trimmed, and measured as it is kept', () => {
  expect(plainText(4).parse(' Cafe\u0301 ')).toBe('Café');
  expect(plainText(4).safeParse('Cafés').success).toBe(false);
});
