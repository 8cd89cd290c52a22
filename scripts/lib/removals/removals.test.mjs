import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../repository.mjs';
import { cut, editedText } from './edit.mjs';
import { REMOVALS } from './index.mjs';
import { isInBrowser, verdictOf } from './named-tests.mjs';

const ATTACKS = Array.from({ length: 11 }, (_, index) => `C${index + 1}`);
/** Without a test that a browser has to run: addresses are read by the server alone, and time passes in no browser. */
const ON_THE_SERVER = ['C5', 'C6', 'C7'];

test.each(REMOVALS)('the check $name is where its removal says', ({ edits, test: { file } }) => {
  expect([file, existsSync(inRoot(file))]).toEqual([file, true]);
  const sources = new Map(edits.map((edit) => [edit.file, readFileSync(inRoot(edit.file), 'utf8')]));
  for (const edit of edits) sources.set(edit.file, editedText(sources.get(edit.file) ?? '', edit));
});

test('every attack has a check whose removal is seen, in a browser where one matters', () => {
  const attacksOf = (removals) => new Set(removals.flatMap(({ attacks }) => attacks));
  expect(attacksOf(REMOVALS)).toEqual(new Set(ATTACKS));
  const inBrowser = attacksOf(REMOVALS.filter((removal) => isInBrowser(removal.test)));
  expect(inBrowser).toEqual(new Set(ATTACKS.filter((attack) => !ON_THE_SERVER.includes(attack))));
});

test('names are different, and what has several locks names them', () => {
  expect(new Set(REMOVALS.map(({ name }) => name)).size).toBe(REMOVALS.length);
  for (const { name, edits, locks } of REMOVALS) expect([name, edits.length > 1]).toEqual([name, locks !== undefined]);
});

test('a text that is not there, or more than once, is an error', () => {
  expect(editedText('a b c', cut('x.ts', ' b'))).toBe('a c');
  expect(() => editedText('a b b', cut('x.ts', ' b'))).toThrow('x.ts has this text more than once');
  expect(() => editedText('a c', cut('x.ts', ' b'))).toThrow('x.ts has this text nowhere');
});

test('a removal is noticed when each test of its title fails, and one that did not run proves nothing', () => {
  const ran = (...statuses) => statuses.map((status) => ({ file: '/copy/a.test.ts', name: 'its title', status }));
  const asked = { file: 'src/a.test.ts', title: 'title' };
  expect(verdictOf(ran('failed', 'failed', 'skipped'), asked)).toBe('red');
  expect(verdictOf(ran('failed', 'passed'), asked)).toBe('partly red');
  expect(verdictOf(ran('passed'), asked)).toBe('green');
  expect(verdictOf(ran('skipped'), asked)).toBe('not run');
  expect(verdictOf([], asked)).toBe('not run');
});
