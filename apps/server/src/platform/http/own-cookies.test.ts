import { expect, it } from 'vitest';
import { cookieName, ownCookies } from './own-cookies.ts';

const SESSION = '__Host-patchbay.session_token';

it.each([
  ['several are kept apart', 'a=1; b=2;c=3', 'a=1; b=2; c=3'],
  ['a value may hold the sign that ends a name', 'a=b=c', 'a=b=c'],
  ['of two with one name the first counts, the one with the longer path', 'a=1; a=2', 'a=1'],
  ['of two with a name that browsers keep for one, none counts', `${SESSION}=planted; ${SESSION}=own; a=1`, 'a=1'],
  ['a name without a value is none', 'a; b=2', 'b=2'],
  ['a cookie without a name is none, whatever its value looks like', `=${SESSION}=planted`, ''],
  ['blanks that only Unicode knows belong to the name', `\u00a0${SESSION}=planted; a=1`, 'a=1'],
  ['and so do control characters', `\u0085${SESSION}=planted; \u000b${SESSION}=planted`, ''],
  ['nothing is nothing', '', ''],
])('cookies of a request: %s', (_, header, expected) => {
  expect(ownCookies(header)).toBe(expected);
});

it('a name is tied to its host on https, and plain where browsers would drop it', () => {
  expect(cookieName('https://patchbay.example', 'a')).toBe('__Host-a');
  expect(cookieName('http://localhost:3000', 'a')).toBe('a');
});
