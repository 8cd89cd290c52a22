import { expect, it } from 'vitest';
import { sortedBy } from './useSort.ts';

const name = (text: string | number | null) => text;

it('sorts texts like a person: numbers by size, regardless of case', () => {
  expect(sortedBy(['b 10', 'A', 'b 9'], name, false)).toEqual(['A', 'b 9', 'b 10']);
  expect(sortedBy(['b 10', 'A', 'b 9'], name, true)).toEqual(['b 10', 'b 9', 'A']);
  expect(sortedBy([10, 9, 100], name, false)).toEqual([9, 10, 100]);
});

it('has items without a value last, in both directions', () => {
  expect(sortedBy([null, 'b', '', 'a'], name, false)).toEqual(['a', 'b', null, '']);
  expect(sortedBy([null, 'b', '', 'a'], name, true)).toEqual(['b', 'a', null, '']);
});
