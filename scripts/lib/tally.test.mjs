import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { listedTally, ONE_FAILED, playwrightTally, readTally, sum, tallyLine, vitestTally } from './tally.mjs';

let folder;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-tally-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function tallyOf(report, code = 0) {
  const file = join(folder, 'report.json');
  writeFileSync(file, report);
  return readTally(file, { code, read: (tally) => tally });
}

describe('a report', () => {
  test('is accepted when the exit code agrees', () => {
    const tally = { passed: 3, failed: 0, skipped: 1 };
    expect(tallyOf(JSON.stringify(tally))).toEqual(tally);
  });

  test('of a failed run without a failed test counts as one failure', () => {
    expect(tallyOf('{"passed":3,"failed":0,"skipped":0}', 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  test('of a run without tests proves nothing', () => {
    expect(tallyOf('{"passed":0,"failed":0,"skipped":4}')).toEqual({ passed: 0, failed: 1, skipped: 4 });
  });

  test.each([
    ['', 'a missing'],
    ['{"passed":', 'a torn'],
  ])('%j, %s report, is one failure', (text) => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    expect(tallyOf(text)).toEqual(ONE_FAILED);
    error.mockRestore();
  });
});

describe('vitest', () => {
  test('a file that cannot be loaded counts as a failed one', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const report = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1, testResults: [broken] };
    expect(vitestTally(report)).toEqual({ passed: 2, failed: 2, skipped: 2 });
  });
});

describe('playwright', () => {
  test('flaky tests passed in the end; errors outside of tests count', () => {
    const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 };
    expect(playwrightTally({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 3 });
  });

  test('lists are counted through nested suites', () => {
    const inner = { specs: [{ tests: [{}, {}] }] };
    expect(listedTally({ suites: [{ specs: [{ tests: [{}] }], suites: [inner] }] }).skipped).toBe(3);
  });
});

describe('the last line', () => {
  test('names the skipped only when there are some', () => {
    const tallies = [
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 2, failed: 1, skipped: 0 },
    ];
    expect(tallyLine(sum(tallies))).toBe('3 passed, 1 failed');
    expect(tallyLine({ passed: 1, failed: 0, skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped');
  });
});
