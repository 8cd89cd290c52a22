import { expect, it } from 'vitest';
import { isSameOwner } from './same-owner.ts';

const inUse = (accountIdentity: string | null) => ({ accountId: 'ca_1', accountIdentity });

it.each<[what: string, before: string | null, now: string | null, isSame: boolean]>([
  ['the same name', 'ada@example.com', 'ada@example.com', true],
  ['in another case, with spaces around it', 'ada@example.com', ' Ada@Example.com ', true],
  // A reconnect of the same person was refused as another account's.
  ['composed otherwise', 'Zo\u00eb', 'Zoe\u0308', true],
  ['in letters that only look alike', 'ada', '\uff41da', false],
  ['another name', 'ada@example.com', 'eve@example.com', false],
  ['no name any more', 'ada@example.com', null, false],
  ['a first name', null, 'ada@example.com', true],
])('%s', (_, before, now, isSame) => expect(isSameOwner(inUse(before), { identity: now })).toBe(isSame));
