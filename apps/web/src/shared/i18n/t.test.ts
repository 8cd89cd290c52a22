import { afterEach, describe, expect, it, vi } from 'vitest';
import { de } from '../../locales/de/index.ts';
import { formatDate, formatList, formatNumber, formatRelative } from './format.ts';
import { i18n } from './i18n.ts';
import { fromServer, hasText, t } from './t.ts';

function speakGerman() {
  i18n.add('de', de);
  i18n.locale.value = 'de';
}

afterEach(() => {
  i18n.locale.value = 'en';
  vi.unstubAllGlobals();
});

describe('t', () => {
  it('fills in values, and numbers as they are written here', () => {
    expect(t('shared.moreEntries', { shown: 100, total: 12_345 })).toBe('Show 100 more of 12,345');
    speakGerman();
    expect(t('shared.moreEntries', { shown: 100, total: 12_345 })).toBe('100 weitere von 12.345 anzeigen');
  });

  it.each([
    [0, '0 entries'],
    [1, '1 entry'],
    [2, '2 entries'],
    [1_200, '1,200 entries'],
  ])('chooses the form for %i', (count, text) => {
    expect(t('shared.entries', { count })).toBe(text);
  });

  it('shows values as they are, also what looks like a name in braces or like a link of the message format', () => {
    expect(t('shared.searchIn', { list: '{list} @:shared.copy | $&' })).toBe('Search: {list} @:shared.copy | $&');
  });

  it('knows which codes have a text, and no others', () => {
    expect(['errors.FORBIDDEN.title', 'errors.NEW.title', 'errors', 'errors.__proto__'].map(hasText)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('keeps the server’s own sentence where it is in the language of the page', () => {
    expect(fromServer('Too common.', 'account.problems.weak')).toBe('Too common.');
    speakGerman();
    expect(fromServer('Too common.', 'account.problems.weak')).toBe(de.account.problems.weak);
  });
});

describe('dates and numbers', () => {
  it('follow the viewer’s own kind of the language', () => {
    vi.stubGlobal('navigator', { languages: ['fr-FR', 'en-GB'] });
    i18n.locale.value = 'de';
    expect(formatNumber(1_540.5)).toBe('1.540,5');
    expect(formatRelative(-1, 'day')).toBe('gestern');
    expect(formatList(['a', 'b'])).toBe('a und b');
    i18n.locale.value = 'en';
    expect(formatDate('2026-01-10T12:00:00.000Z', 'day')).toBe('10 Jan 2026');
  });

  it('name the time zone in full', () => {
    expect(formatDate('2026-01-10T12:00:00.000Z', 'full')).toMatch(/2026.*(?:GMT|UTC|[A-Z]{3,4})/);
  });
});
