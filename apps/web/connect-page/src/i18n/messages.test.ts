import { afterEach, describe, expect, it } from 'vitest';
import { REASON_CODES } from '@patchbay/lifecycle';
import { chooseLocale } from './choose-locale.ts';
import { LOCALES } from './messages.ts';
import { en } from './messages/en.ts';
import { LOADERS } from './show-in.ts';
import { counted, isTextKey, pieces, text, useMessages } from './text.ts';

type Tree = { [key: string]: string | Tree };

function sentences(tree: Tree, prefix = ''): [key: string, sentence: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : sentences(value, `${prefix}${key}.`),
  );
}

const names = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

afterEach(() => useMessages('en', en));

describe.each(LOCALES)('the texts in %s', (locale) => {
  it('fill in the same values as the English ones, and none is empty', async () => {
    const given = new Map(sentences(await LOADERS[locale]()));
    for (const [key, sentence] of sentences(en)) {
      if (key.startsWith('page.found.')) continue;
      expect([key, given.get(key)?.trim()]).not.toEqual([key, '']);
      expect([key, ...names(given.get(key) ?? '')]).toEqual([key, ...names(sentence)]);
    }
  });

  it('have the forms of every number of this language', async () => {
    const { page } = await LOADERS[locale]();
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const common = categories.filter((category) => locale === 'ar' || category === 'one' || category === 'other');
    expect(Object.keys(page.found)).toEqual(expect.arrayContaining(common));
  });

  it('differ from the English ones', async () => {
    if (locale === 'en') return;
    const given = await LOADERS[locale]();
    expect(given.identity.connect).not.toBe(en.identity.connect);
  });
});

it('there is a text for every reason', () => {
  for (const code of REASON_CODES) expect(isTextKey(`reason.${code}`)).toBe(true);
  for (const key of ['reason.__proto__', 'reason.toString', 'reason', 'page.found', ''])
    expect(isTextKey(key)).toBe(false);
});

it('fills in values as they are, also what looks like a name in braces', () => {
  expect(text('identity.connect', { host: '{app}', app: '$&' })).toBe('{app} wants to use your $& account');
  expect(pieces('identity.connect').map(({ name }) => name)).toEqual([null, 'host', null, 'app', null]);
});

it('counts in the language of the page', async () => {
  expect([counted('page.found', 1), counted('page.found', 1_200)]).toEqual(['1 app found', '1,200 apps found']);
  useMessages('ar', await LOADERS.ar());
  expect(new Set([0, 1, 2, 3, 11, 100].map((n) => counted('page.found', n))).size).toBe(6);
});

it('chooses the first language that there is', () => {
  expect(chooseLocale(['pt', 'de'])).toBe('pt-BR');
  expect(chooseLocale(['PT-br'])).toBe('pt-BR');
  expect(chooseLocale(['nl', 'de-AT'])).toBe('de');
  expect(chooseLocale([null, 'xx', ''])).toBe('en');
});

it('no line of the French texts begins with a punctuation mark', async () => {
  for (const [key, sentence] of sentences(await LOADERS.fr()))
    expect([key, sentence]).not.toEqual([key, expect.stringMatching(/ [?!:;»]|« /)]);
});

it('isolates names in texts that are written from right to left, and nowhere else', async () => {
  expect(text('window.connect', { app: 'Slack' })).toBe('Connect Slack');
  useMessages('ar', await LOADERS.ar());
  expect(text('window.connect', { app: 'Slack' })).toContain('\u2068Slack\u2069');
});
