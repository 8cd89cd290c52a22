import { expect, it } from 'vitest';
import { databaseErrorCode, lacksPartition, isTransient } from './database-error.ts';

const failure = (message: string, code?: string) =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

it.each([
  ['it is told to stop', failure('terminating connection due to administrator command', '57P01')],
  ['it starts', failure('the database system is starting up', '57P03')],
  ['no server listens', failure('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED')],
  ['it goes away under a query', failure('Connection terminated unexpectedly')],
  ['it went away before the query', failure('Client has encountered a connection error and is not queryable')],
  ['there is no partition', failure('no partition of relation "events" found for row', '23514')],
  ['no connection is free', failure('timeout exceeded when trying to connect')],
  ['it is read-only', failure('cannot execute UPDATE in a read-only transaction', '25006')],
  ['its disk is full', failure('could not extend file "base/5/1": No space left on device', '53100')],
  ['it takes no more connections', failure('sorry, too many clients already', '53300')],
  ['a table is locked', failure('canceling statement due to lock timeout', '55P03')],
  ['a statement takes too long', failure('canceling statement due to statement timeout', '57014')],
  ['a transaction idles too long', failure('terminating connection due to idle-in-transaction timeout', '25P03')],
  ['its name is not found', failure('getaddrinfo ENOTFOUND db', 'ENOTFOUND')],
])('the database is away when %s', (_, thrown) => {
  expect(databaseErrorCode(thrown)).toBe('UNAVAILABLE');
});

it.each([failure('duplicate key', '23505'), failure('insufficient data left in message', '08P01'), 'a text', null])(
  'a bug stays one: %s',
  (thrown) => {
    expect(databaseErrorCode(thrown)).toBeUndefined();
  },
);

it.each([
  [true, failure('deadlock detected', '40P01')],
  [true, failure('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED')],
  [false, failure('duplicate key', '23505')],
  [false, new RangeError('Maximum call stack size exceeded')],
])('%s: the same may succeed in a moment after %s', (expected, thrown) => {
  expect(isTransient(thrown)).toBe(expected);
});

it.each(['40001', '40P01', '40003'])(
  'a transaction that lost against others (%s) was a 500: it is to be tried again',
  (code) => {
    expect(databaseErrorCode(failure('could not serialize access', code))).toBe('TRY_AGAIN');
  },
);

it('a check that a row violates is no missing partition, although both have one code', () => {
  const violated = Object.assign(failure('new row violates check constraint', '23514'), { constraint: 'kind_check' });
  expect([lacksPartition(violated), databaseErrorCode(violated)]).toEqual([false, undefined]);
});
