import { join } from 'node:path';
import { de } from '../src/locales/de/index.ts';
import { en } from '../src/locales/en/index.ts';
import { lateTexts } from './first-load.ts';
import { frozenText, hardCodedText } from './hard-coded-text.ts';
import { missingKeys, textsOf, unusedKeys } from './message-keys.ts';
import { SAME_IN_GERMAN } from './same-words.ts';
import { malformedTexts, translationProblems } from './translations.ts';
import { partsOf } from './web-sources.ts';

/** Everything that is wrong with the texts of the web app, one line each. */
export function messageProblems(): string[] {
  const parts = partsOf(join(import.meta.dirname, '../src'));
  const keys = new Set(textsOf(en).keys());
  return [
    ...missingKeys(keys, parts).map((found) => `missing key: ${found}`),
    ...unusedKeys(keys, parts).map((key) => `unused key: ${key}`),
    ...lateTexts().map((found) => `text that is not part of the first load: ${found}`),
    ...malformedTexts(en).map((key) => `malformed English text: ${key}`),
    ...malformedTexts(de).map((key) => `malformed German text: ${key}`),
    ...translationProblems(en, de, SAME_IN_GERMAN).map((problem) => `German: ${problem}`),
    ...hardCodedText(parts).map((found) => `text outside of the catalogs: ${found}`),
    ...frozenText(parts).map((found) => `text that keeps its first language: ${found}`),
  ];
}
