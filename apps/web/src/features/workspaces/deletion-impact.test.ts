import { expect, it } from 'vitest';
import { deletionImpact, leavingImpact } from './deletion-impact.ts';

const texts = (known: Parameters<typeof deletionImpact>[0]) => {
  const [connections, , , members] = deletionImpact(known);
  return [connections?.text, members?.text];
};

it.each([
  { counts: undefined, members: undefined, says: ['All connections', 'All members lose access'] },
  { counts: { added: 0, active: 0 }, members: 1, says: ['There are no connections', 'no other members'] },
  { counts: { added: 0, active: 1 }, members: 2, says: ['1 connection and', '1 other member loses'] },
  { counts: { added: 2, active: 3 }, members: 5, says: ['5 connections and', '4 other members lose'] },
])('$says', ({ counts, members, says }) => {
  expect(texts({ counts, members })).toEqual(says.map((text) => expect.stringContaining(text)));
});

it('a person who leaves sees which keys and endpoints end with their membership', () => {
  const lines = leavingImpact({ keys: [{ name: 'CI' }], endpoints: [{ url: 'https://example.com/hook' }] });
  expect(lines.map(({ text }) => text).join()).toMatch(/“CI”.*https:\/\/example\.com\/hook/);
});
