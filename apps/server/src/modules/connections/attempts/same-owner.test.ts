import { expect, it } from 'vitest';
import { isSameOwner } from './same-owner.ts';

const inUse = (accountIdentity: string | null) => ({ accountId: 'ca_1', accountIdentity });

interface Case {
  what: string;
  before: string | null;
  now: string | null;
  isSame: boolean;
}

it.each<Case>([
  { what: 'the same name', before: 'ada@example.com', now: 'ada@example.com', isSame: true },
  { what: 'in another case, with spaces', before: 'ada@example.com', now: ' Ada@Example.com ', isSame: true },
  // A reconnect of the same person was refused as another account's.
  { what: 'composed otherwise', before: 'Zo\u00eb', now: 'Zoe\u0308', isSame: true },
  { what: 'in letters that only look alike', before: 'ada', now: '\uff41da', isSame: false },
  { what: 'another name', before: 'ada@example.com', now: 'eve@example.com', isSame: false },
  { what: 'no name any more', before: 'ada@example.com', now: null, isSame: false },
  { what: 'a first name', before: null, now: 'ada@example.com', isSame: true },
])('$what', ({ before, now, isSame }) => expect(isSameOwner(inUse(before), { identity: now })).toBe(isSame));
