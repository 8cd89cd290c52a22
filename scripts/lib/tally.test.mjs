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
    expect(tallyOf('{"passed":3,"failed":0,"skipped":0}', 1)).toMatchObject({ passed: 3, failed: 1, skipped: 0 });
  });

  test('of a run without tests proves nothing', () => {
    expect(tallyOf('{"passed":0,"failed":0,"skipped":4}')).toMatchObject({ passed: 0, failed: 1, skipped: 4 });
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
    const broken = { name: 'b.test.ts', status: 'failed', assertionResults: [] };
    const [red, green] = [
      { status: 'failed', fullName: 'is red' },
      { status: 'passed', fullName: 'is green' },
    ];
    const other = { name: 'a.test.ts', status: 'failed', assertionResults: [red, green] };
    const counts = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
    expect(vitestTally({ ...counts, testResults: [broken, other] })).toEqual({
      passed: 2,
      failed: 2,
      skipped: 2,
      failures: ['b.test.ts', 'a.test.ts: is red'],
    });
  });

  test('a file whose hook fails is named, with the first line of its reason', () => {
    const passed = [{ status: 'passed', fullName: 'is green' }];
    const file = { name: 'a.test.ts', status: 'failed', assertionResults: passed, message: 'ECONNRESET\n  at b.ts:3' };
    const counts = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
    expect(vitestTally({ ...counts, testResults: [file] })).toMatchObject({
      failed: 1,
      failures: ['a.test.ts: ECONNRESET'],
    });
  });
});

describe('playwright', () => {
  test('flaky tests passed in the end; errors outside of tests count', () => {
    const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 };
    const specs = [
      { ok: false, file: 'a.spec.ts', title: 'is red' },
      { ok: true, file: 'a.spec.ts', title: 'is green' },
    ];
    expect(playwrightTally({ stats, errors: [{}], suites: [{ suites: [{ specs }] }] })).toEqual({
      passed: 5,
      failed: 3,
      skipped: 3,
      failures: ['a.spec.ts: is red'],
    });
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
