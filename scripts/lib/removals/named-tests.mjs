import { basename } from 'node:path';

/** @typedef {import('./edit.mjs').Removal['test']} Test */
/** @typedef {{ file: string, name: string, status: string }} Ran `passed`, `failed`, or one that did not run */

/** @param {Test} test */
export const isInBrowser = ({ file }) => file.endsWith('.spec.ts');

/** @param {Test[]} tests */
export const filesOf = (tests) => [...new Set(tests.map(({ file }) => file))];

/** For the names of these tests. @param {Test[]} tests */
export const patternOf = (tests) =>
  tests.map(({ title }) => title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|');

/**
 * `red`: each test of this title failed; `green`: each passed; `partly red`: both; `not run`: there was none, as when the file could
 * not be loaded.
 * @param {Ran[]} ran
 * @param {Test} test
 */
export function verdictOf(ran, { file, title }) {
  const own = ran.filter((each) => basename(each.file) === basename(file) && each.name.includes(title));
  const statuses = new Set(own.map(({ status }) => status));
  if (statuses.has('failed')) return statuses.has('passed') ? 'partly red' : 'red';
  return statuses.has('passed') ? 'green' : 'not run';
}
