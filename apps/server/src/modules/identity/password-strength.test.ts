import { expect, it } from 'vitest';
import { weaknessOf } from './password-strength.ts';

const ADA = ['ada-1234@engines.example', 'Ada Lovelace'];

it.each([
  ['12345678', 'heavily used'],
  ['password1', 'commonly used'],
  ['Passw0rd!', 'commonly used'],
  ['qwertyuiop', 'used'],
  ['aaaaaaaaaaaa', 'Repeated'],
  ['a'.repeat(128), 'Repeated'],
  ['abcabcabcabc', 'Repeated'],
  ['Winter2026!', 'unrelated words'],
  ['        ', 'Repeated'],
  ['ada-1234@engines.example', 'your email'],
  ['ADA-1234@engines.example1', 'your email'],
  ['Ada Lovelace', 'your name'],
  ['lovelace1815', 'your name'],
  ['Patchbay2026', 'this service'],
  ['password password password', 'Repeated'],
  ['1234567890123456789012345', 'Repeated'],
  ['iloveyou iloveyou', 'Repeated'],
  ['2026-11-30 2026-11-30', 'Repeated'],
  ['elpmaxe.senigne@4321-ada', 'your email'],
  ['ecalevol 1815', 'your name'],
])('%s is refused, with words that help', (password, words) => {
  expect(weaknessOf(password, ADA)).toContain(words);
});

it.each([
  'correct horse',
  'a better horse',
  'correct horse battery staple',
  'ein schönes Passwort',
  '日本語パスワード',
  'x9$Kq2LmZt',
  `${'a'.repeat(60)}x9$Kq2LmZt`,
  `x9$Kq2LmZt${'a'.repeat(60)}`,
  'lovelace-x9$Kq2LmZt',
  'x9$Kq2LmZtx9$Kq2LmZt',
  'correct horse correct horse',
])('%s is taken', (password) => {
  expect(weaknessOf(password, ADA)).toBeUndefined();
});

it('values that are not a name or an email address are ignored', () => {
  expect(weaknessOf('correct horse', [undefined, null, 1, {}, ''])).toBeUndefined();
});

it('a crafted password took seconds to check: only its two ends are checked, with few substitutions', () => {
  weaknessOf('warmed up', ADA);
  const started = process.cpuUsage();
  for (const text of ['aB1$', 'p4ssw0rd', '@4$s5(13|0', '4@8({[<3€69!|10°5$7+%2', 'e€'])
    weaknessOf(text.repeat(64).slice(0, 128), ADA);
  const { user, system } = process.cpuUsage(started);
  // Five of them once took more than a minute of CPU time.
  expect((user + system) / 1e6).toBeLessThan(5);
});
