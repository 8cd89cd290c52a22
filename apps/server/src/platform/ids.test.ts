import { expect, it } from 'vitest';
import { idSchema, newId } from './ids.ts';

it('makes ids that are unlike each other, each greater than the one before', () => {
  const ids = Array.from({ length: 10_000 }, newId);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  expect(ids.every((id) => idSchema.safeParse(id).success && id[14] === '7')).toBe(true);
});

it('says when each was made', () => {
  const before = Date.now();
  const made = Number.parseInt(newId().replace('-', '').slice(0, 12), 16);
  // A clock that is set back does not make ids smaller, so the time may be a little late and never early.
  expect(made).toBeGreaterThanOrEqual(before);
});

it('leaves enough to chance that ids of two processes differ', () => {
  const tails = Array.from({ length: 10_000 }, () => newId().slice(24));
  expect(new Set(tails).size).toBe(tails.length);
});
