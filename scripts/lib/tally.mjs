import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number, failures?: string[] }} Tally `failures` are the names of tests */

/** The tally of a run that proved nothing. @type {Tally} */
export const ONE_FAILED = { passed: 0, failed: 1, skipped: 0, failures: ['a stage that proved nothing'] };

/** @param {Tally[]} tallies @returns {Required<Tally>} */
export function sum(tallies) {
  const total = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    tallies.reduce((all, tally) => all + tally[key], 0);
  const failures = tallies.flatMap((tally) => tally.failures ?? []);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped'), failures };
}

/** @param {Tally} tally */
export function tallyLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Combines a report with the exit code of its run: an error outside of any test fails the run without being counted,
 * and a run without a report or without tests has proved nothing.
 * @param {string} file
 * @param {{ code: number, read: (report: any) => Tally }} run
 * @returns {Tally}
 */
export function readTally(file, { code, read }) {
  const tally = readReport(file, read);
  if (!tally || tally.passed + tally.failed === 0) return { ...ONE_FAILED, skipped: tally?.skipped ?? 0 };
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1, failures: ['outside of any test'] } : tally;
}

/**
 * Undefined when the file is missing or truncated. @param {string} file @param {(report: any) => Tally} read @returns
 * {Tally | undefined}
 */
export function readReport(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.error(`No usable report in ${file}: ${String(error)}`);
    return undefined;
  }
}

/** Vitest's JSON report. A file that fails outside of its tests (loading it, a hook of it) counts as one failed test. */
export function vitestTally(report) {
  const broken = report.testResults.filter((file) => file.status === 'failed' && failedIn(file).length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [...broken.map(brokenFile), ...report.testResults.flatMap(failedIn)],
  };
}

function brokenFile({ name, message }) {
  const reason = message?.split('\n')[0];
  return reason ? `${name}: ${reason}` : name;
}

function failedIn({ name, assertionResults }) {
  return assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${name}: ${fullName}`);
}

/** Playwright's JSON report; `errors` are those outside of any test. */
export function playwrightTally({ stats, errors, suites }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: specsOf({ suites })
      .filter(({ ok }) => !ok)
      .map(({ file, title }) => `${file}: ${title}`),
  };
}

/** The report of `playwright test --list`, whose tests are all skipped. */
export function listedTally({ suites }) {
  return { passed: 0, failed: 0, skipped: specsOf({ suites }).reduce((all, { tests }) => all + tests.length, 0) };
}

function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}
