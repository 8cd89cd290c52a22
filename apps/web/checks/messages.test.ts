import { describe, expect, it } from 'vitest';
import { frozenText, hardCodedText } from './hard-coded-text.ts';
import { missingKeys, unusedKeys } from './message-keys.ts';
import { messageProblems } from './message-problems.ts';
import { malformedTexts, translationProblems } from './translations.ts';
import { partsOfFile } from './web-sources.ts';

/** Reading the whole app takes some seconds. */
const PATIENCE = { timeout: 60_000 };

it('the texts of the web app are in catalogs, complete, used and translated', PATIENCE, () => {
  expect(messageProblems()).toEqual([]);
});

describe('text outside of the catalogs', () => {
  it.each([
    ['a text of a template', 'A.vue', '<template><p>Nothing here</p></template>'],
    ['a word between others', 'A.vue', '<template><p>{{ a }} sent</p></template>'],
    ['an attribute', 'A.vue', '<template><UButton label="Save" /></template>'],
    ['a literal in an attribute', 'A.vue', '<template><UButton :label="a ? \'Show more\' : b" /></template>'],
    ['a constant', 'a.ts', "const TEXTS = { on: 'Listening' };"],
    ['a text with values', 'a.ts', 'const text = (n: number) => `${n} of them sent`;'],
  ])('%s is found', (_, file, source) => {
    expect(hardCodedText(partsOfFile(file, source))).toHaveLength(1);
  });

  it.each([
    ['a key', 'A.vue', '<template><p :title="t(\'app.title\')">{{ t("app.text") }}</p></template>'],
    ['code', 'A.vue', '<template><code>npm run doctor</code></template>'],
    ['classes and names', 'A.vue', '<template><p class="flex gap-2" data-testid="a list">·</p></template>'],
    ['the message of a bug', 'a.ts', "throw new Error('Never happens');"],
    ['a type', 'a.ts', "type Key = 'Enter' | 'Delete it';"],
  ])('%s is none', (_, file, source) => {
    expect(hardCodedText(partsOfFile(file, source))).toEqual([]);
  });
});

it('a text that is made while a module loads would keep its language', () => {
  expect(frozenText(partsOfFile('a.ts', "const TITLE = t('app.title');"))).toHaveLength(1);
  expect(frozenText(partsOfFile('a.ts', "const title = () => t('app.title');"))).toEqual([]);
});

it('keys are used as a whole, by a template, or by RichText', () => {
  const source =
    '<script setup lang="ts">t(\'a.b\'); t(`a.c.${x}`);</script><template><RichText message="a.e" /></template>';
  const parts = partsOfFile('A.vue', source);
  expect(unusedKeys(['a.b', 'a.c.x', 'a.d', 'a.e'], parts)).toEqual(['a.d']);
  expect(missingKeys(new Set(['a.b']), parts)).toEqual(['A.vue: a.e']);
});

it('a translation has the same keys, names and forms, and other words', () => {
  const english = { a: 'All {name}', b: '{count} app | {count} apps', c: 'Copied', d: 'Status', e: 'Gone' };
  const german = { a: 'Alle', b: '{count} Apps', c: 'Copied', d: 'Status', f: 'Mehr' };
  expect(translationProblems(english, german, new Set(['Status']))).toEqual([
    'e is missing',
    'f is not in the English catalog',
    'a has other names in braces, or another number of forms',
    'b has other names in braces, or another number of forms',
    'c is not translated: Copied',
  ]);
  expect(malformedTexts({ a: 'ada@example.com', b: 'all {of them}', c: 'fine {name}' })).toEqual(['a', 'b']);
});
