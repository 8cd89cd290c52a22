import { expect, it } from 'vitest';
import { isLastOwner } from './last-owner.ts';

const ada = { userId: 'ada', role: 'owner' as const };
const grace = { userId: 'grace', role: 'admin' as const };

it.each([
  { who: 'one of one', members: [ada, grace], userId: 'ada', is: true },
  { who: 'an admin beside one', members: [ada, grace], userId: 'grace', is: false },
  { who: 'one of two', members: [ada, { ...grace, role: 'owner' as const }], userId: 'ada', is: false },
  { who: 'a person while nothing is known', members: [], userId: 'ada', is: false },
])('$who: $is', ({ members, userId, is }) => {
  expect(isLastOwner(members, userId)).toBe(is);
});
