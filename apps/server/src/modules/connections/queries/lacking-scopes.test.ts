import { expect, it } from 'vitest';
import { lackingScopes } from './lacking-scopes.ts';

const action = (slug: string, ...requiredScopes: string[][]) => ({ slug, name: slug, requiredScopes });

it('tells each need once, with the actions that have it', () => {
  const found = lackingScopes(['read'], [action('A', ['read'], ['write']), action('B', ['write']), action('C')]);
  expect(found).toEqual([
    {
      scopes: ['write'],
      actions: [
        { slug: 'A', name: 'A' },
        { slug: 'B', name: 'B' },
      ],
    },
  ]);
});

it('is content with any one of a list', () => {
  expect(lackingScopes(['all'], [action('A', ['write', 'all'])])).toEqual([]);
});

it('does not take a list of nothing for a need', () => {
  expect(lackingScopes([], [action('A', [])])).toEqual([]);
});
