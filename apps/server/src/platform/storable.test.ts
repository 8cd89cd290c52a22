import { expect, it } from 'vitest';
import { storable, storableJson } from './storable.ts';

it('takes out of a text what no column holds, and nothing else', () => {
  expect(storable('bad \0 token')).toBe('bad  token');
  expect(storable('half \ud83d, whole 🦊')).toBe('half �, whole 🦊');
});

it.each([
  [{ error: 'bad \0 byte' }, { error: 'bad � byte' }],
  [{ 'a\0': ['\udc00', '🦊'] }, { 'a�': ['�', '🦊'] }],
  [
    { path: String.raw`C:\u0000\ud800`, text: 'line\n"quoted"' },
    { path: String.raw`C:\u0000\ud800`, text: 'line\n"quoted"' },
  ],
])('the same inside of %j', (value, kept) => {
  expect(JSON.parse(storableJson(value))).toEqual(kept);
});
