// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { takeToken } from './take-token.ts';

const TOKEN = 'a'.repeat(43);

it('takes the token out of the address, and leaves no entry in the history', () => {
  const replace = vi.spyOn(history, 'replaceState');
  location.hash = `#${TOKEN}`;
  expect(takeToken()).toBe(TOKEN);
  expect(replace.mock.calls[0]?.[2]).not.toContain('#');
});

it.each(['', '#', '#short', `#${TOKEN}x`, '#<script>'])('takes nothing else for one: %s', (hash) => {
  location.hash = hash;
  expect(takeToken()).toBeNull();
});
