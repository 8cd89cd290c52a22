import { expect, it } from 'vitest';
import { whatEnds, whatEndsWhenLeaving } from './what-ends.ts';

const texts = (known: Parameters<typeof whatEnds>[0]) => {
  const [connections, , , members] = whatEnds(known);
  return [connections?.text, members?.text];
};

it.each([
  { counts: undefined, members: undefined, says: ['Every connection is deleted', 'Nobody gets in'] },
  { counts: { added: 0, active: 0 }, members: 1, says: ['No connection is there', 'Nobody else'] },
  { counts: { added: 0, active: 1 }, members: 2, says: ['One connection is', '1 other member loses'] },
  { counts: { added: 2, active: 3 }, members: 5, says: ['5 connections are', '4 other members lose'] },
])('$says', ({ counts, members, says }) => {
  expect(texts({ counts, members })).toEqual(says.map((text) => expect.stringContaining(text)));
});

it('a person who leaves is told which keys and endpoints end with them', () => {
  const lines = whatEndsWhenLeaving({ keys: [{ name: 'CI' }], endpoints: [{ url: 'https://example.com/hook' }] });
  expect(lines.map(({ text }) => text).join()).toMatch(/“CI”.*https:\/\/example\.com\/hook/);
});
