import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLogger, type Logger } from './logger.ts';

let lines: Record<string, unknown>[];
let log: Logger;

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  log = createLogger('info', { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) });
});

afterEach(() => vi.useRealTimers());

const readOnly = () => Object.assign(new Error('cannot execute INSERT in a read-only transaction'), { code: '25006' });

it('a database in trouble filled the log with 1,663 lines in 25 s: each cause has one line a minute, which counts the rest', () => {
  for (let count = 0; count < 1_663; count += 1) log.error({ err: readOnly() }, 'jobs: background error');
  log.child({ reference: 'one' }).error({ err: readOnly() }, 'a call failed');
  log.warn({ err: Object.assign(new Error('no space'), { code: '53100' }) }, 'backlog: a batch failed');
  expect(lines.map(({ cause, leftOut }) => [cause, leftOut])).toEqual([
    ['database read_only', undefined],
    ['database disk_full', undefined],
  ]);
  expect(lines[0]?.['msg']).toContain('jobs: background error: the database is read-only');

  vi.advanceTimersByTime(60_000);
  expect(lines.slice(2)).toMatchObject([{ cause: 'database read_only', leftOut: 1_663 }]);
  vi.advanceTimersByTime(600_000);
  expect(lines).toHaveLength(3);
  log.error({ err: readOnly() }, 'jobs: background error');
  expect(lines).toHaveLength(4);
});

it('a trouble that goes on has one line in each minute', () => {
  for (let second = 0; second < 600; second += 1) {
    log.error({ err: readOnly() }, 'jobs: background error');
    vi.advanceTimersByTime(1_000);
  }
  expect(lines).toHaveLength(11);
  expect(lines.reduce((sum, { leftOut }) => sum + Number(leftOut ?? 0), 0)).toBe(599);
});

it('what may come in floods is limited for each of its errors, and everything else is written', () => {
  const bug = new RangeError('out of range');
  for (let count = 0; count < 5; count += 1) log.error({ err: bug, limitBy: 'backlog deliveries' }, 'a batch failed');
  expect(lines).toMatchObject([{ cause: 'backlog deliveries: out of range', msg: 'a batch failed' }]);
  for (let count = 0; count < 5; count += 1) log.error({ err: bug }, 'a route failed');
  expect(lines).toHaveLength(6);
});

it('at level debug nothing is left out', () => {
  log.level = 'debug';
  for (let count = 0; count < 5; count += 1) log.error({ err: readOnly() }, 'jobs: background error');
  expect(lines).toHaveLength(5);
});
