/** What `npm run test:removals` runs, on the Node of this repository. */
import { elapsed, giveUp, say } from '../progress.mjs';
import { REMOVALS } from './index.mjs';
import { isInBrowser, verdictOf } from './named-tests.mjs';
import { copyRepository, withoutChecks } from './repository-copy.mjs';
import { runPlaywright } from './run-playwright.mjs';
import { startVitest } from './run-vitest.mjs';

const words = process.argv.slice(2);
const inBrowser = words.includes('--browser');
const named = (words.includes('--only') ? words[words.indexOf('--only') + 1] : undefined) ?? '';
const asked = REMOVALS.filter(
  ({ name, attacks, test }) =>
    isInBrowser(test) === inBrowser && named.split(',').some((each) => name.startsWith(each) || attacks.includes(each)),
);
if (asked.length === 0) giveUp(`No removal is called "${named}"; those in a browser are found with --browser.`);

const copy = copyRepository();
// First of all, as the rest takes long.
for (const { edits } of asked) await withoutChecks(copy, edits, async () => undefined);

const vitest = inBrowser ? undefined : await startVitest(copy);
const runTests = (tests) => (vitest ? vitest.run(tests) : runPlaywright(copy, tests));
const forget = (edits) => vitest?.forget(edits.map(({ file }) => file));

await requireGreen([...new Map(asked.map(({ test }) => [`${test.file} ${test.title}`, test])).values()]);
const unnoticed = [];
for (const removal of asked) {
  const since = performance.now();
  const verdict = await verdictWithout(removal);
  if (verdict !== 'red') unnoticed.push({ ...removal, verdict });
  say(lineOf(removal, { verdict, took: elapsed(since) }));
}
await vitest?.close();

say(`\n${asked.length - unnoticed.length} of ${asked.length} removed checks were noticed.`);
for (const { name, verdict, test } of unnoticed) say(`NOT NOTICED ${name}: ${test.title} (${verdict})`);
process.exit(unnoticed.length > 0 ? 1 : 0);

async function verdictWithout({ edits, test }) {
  const ran = await withoutChecks(copy, edits, () => {
    forget(edits);
    return runTests([test]);
  });
  forget(edits);
  return verdictOf(ran, test);
}

/** A test that fails anyway would notice nothing. */
async function requireGreen(tests) {
  const since = performance.now();
  say(`Running the ${tests.length} tests with every check in its place …`);
  const ran = await runTests(tests);
  const failed = tests.filter((test) => verdictOf(ran, test) !== 'green');
  for (const test of failed) say(`${verdictOf(ran, test)}: ${test.file}: ${test.title}`);
  if (failed.length > 0) giveUp('These tests do not pass as it is, so they prove nothing.');
  say(`They pass (${elapsed(since)}).\n`);
}

function lineOf({ attacks, name, edits, test }, { verdict, took }) {
  const locks = edits.length > 1 ? ` (${edits.length} locks)` : '';
  const file = test.file.split('/').at(-1);
  return `${verdict.padEnd(10)} ${attacks.join(' ').padEnd(7)} ${`${name}${locks}`.padEnd(54)} ${file}: ${test.title} (${took})`;
}
