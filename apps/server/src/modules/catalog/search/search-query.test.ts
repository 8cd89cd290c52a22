import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looseQuery, readingsOf, searchQuery, wordsThatCount } from './search-query.ts';
import { squashed, wordsOfName } from './search-words.ts';

describe('what a person typed', () => {
  it('is words without accents, case and punctuation', () => {
    expect(wordsThatCount('  Créme-Brûlée.IO ')).toEqual(['creme', 'brulee', 'io']);
    expect(squashed('Hub-Spot')).toBe('hubspot');
  });

  it('loses the words around it, unless there is nothing else', () => {
    expect(wordsThatCount('connect to my Slack app')).toEqual(['connect', 'slack']);
    expect(wordsThatCount('to do')).toEqual(['do']);
    expect(wordsThatCount('the')).toEqual(['the']);
  });

  it('is read with neighbors as one word, so that blanks do not matter', () => {
    expect(readingsOf('hub spot crm')).toEqual([
      ['hub', 'spot', 'crm'],
      ['hubspot', 'crm'],
      ['hub', 'spotcrm'],
      ['hubspotcrm'],
    ]);
    expect(readingsOf('to do list')).toContainEqual(['todo', 'list']);
  });

  it('ends in the beginning of a word, of which one or two letters are searched in names only', () => {
    expect(searchQuery('goog').anywhere).toBe('(goog:*)');
    expect(searchQuery('g').anywhere).toBe('(g:*A)');
    expect(searchQuery('sla').names).toBe('(sla:*A)');
  });

  it('finds other words with the same meaning, but not as a name', () => {
    const query = searchQuery('issue');
    expect(query.anywhere).toContain('ticket');
    expect(query.names).not.toContain('ticket');
  });

  it('takes the corrections of a word too', () => {
    const corrections = new Map([['gmial', ['gmail']]]);
    expect(searchQuery('gmial', corrections).names).toBe('(gmial:*A | gmail:*A)');
    expect(looseQuery('gmial inbox', corrections).anywhere).toContain('(gmial:ABD | gmail:ABD | inbox:ABD)');
  });

  it('never becomes anything but letters, digits and operators, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 100 }).filter((search) => wordsThatCount(search).length > 0),
        (search) => {
          for (const text of [searchQuery(search), looseQuery(search, new Map())].flatMap(Object.values).flat()) {
            expect(String(text)).toMatch(/^[\p{L}\p{N}\s:*()|&<>-]*$/u);
          }
        },
      ),
    );
  });

  it('is bounded', () => {
    expect(searchQuery(Array.from({ length: 30 }, (_, n) => `word${n}`).join(' ')).anywhere.length).toBeLessThan(2_000);
  });
});

it('finds the parts of a compound name', () => {
  expect(wordsOfName('ClickUp')).toEqual(['clickup', 'click', 'up']);
  expect(wordsOfName('Google Sheets')).toEqual(['google', 'sheets', 'googlesheets']);
});
