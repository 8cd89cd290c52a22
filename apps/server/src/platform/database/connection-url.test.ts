import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASES, SEED } from '../../../test/support/cases.ts';
import { readConnection } from './connection.ts';
import { ConnectionSettingError } from './connection-setting-error.ts';

const read = (url: string, more = {}) => readConnection({ variable: 'DATABASE_URL', url, ...more }).config;

describe('an address', () => {
  it.each([
    [
      'postgres://ada:s%23x%2Fy%3Fz%40@db:6432/app',
      { host: 'db', port: 6432, user: 'ada', password: 's#x/y?z@', database: 'app' },
    ],
    ['postgresql://ada@[::1]/app', { host: '::1', port: 5432, user: 'ada', database: 'app' }],
    ['postgres://ada@/app?host=/var/run/postgresql', { host: '/var/run/postgresql', user: 'ada', database: 'app' }],
    ['postgres://ada@%2Fvar%2Frun%2Fpostgresql/app', { host: '/var/run/postgresql', user: 'ada', database: 'app' }],
    ['postgres:///app?host=/tmp&port=6432&user=ada', { host: '/tmp', port: 6432, user: 'ada', database: 'app' }],
    ['postgres://ada:a+b@db/app?application_name=a+b', { password: 'a+b', application_name: 'a+b' }],
    ['postgres://ada:p@ss@db/app', { host: 'db', password: 'p@ss' }],
    ['postgres://ada@db', { host: 'db', database: 'ada' }],
  ])('%s', (url, expected) => {
    expect(read(url)).toMatchObject(expected);
  });

  it.each([
    ['several hosts', 'postgres://ada@one,two/app'],
    ['several hosts', 'postgres://ada@one:5432,two:5432/app'],
    ['several hosts', 'postgres://ada@/app?host=one,two'],
    ['target_session_attrs', 'postgres://ada@db/app?target_session_attrs=primary'],
    ['given twice', 'postgres://ada@db/app?port=1&port=2'],
    ['given twice', 'postgres://ada@db/app?host=other'],
    ['Unix socket', 'postgres://ada@/app?host=/tmp&sslmode=verify-full'],
    ['sslmod ', 'postgres://ada@db/app?sslmod=require'],
    ['whole number', 'postgres://ada@db/app?connect_timeout=0'],
    ['begin with postgres', 'host=db dbname=app'],
    ['schema and DATABASE_SCHEMA differ', 'postgres://ada@db/app?schema=one'],
  ])('is refused with “%s”: %s', (words, url) => {
    expect(() => read(url, words.includes('DATABASE_SCHEMA') ? { schema: 'two' } : {})).toThrow(words);
  });
});

it('no part of a password with raw special characters is in what is said of it, or becomes a host', () => {
  const part = fc.constantFrom(
    'Zq7',
    'xK9',
    '88',
    '#',
    '/',
    '?',
    '%',
    ':',
    '@',
    '&',
    '=',
    ' ',
    '[',
    ']',
    '%2',
    '%41',
    '\\',
    ',',
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const url = `postgres://ada:${parts.join('')}@db.example.com:5432/app`;
      try {
        expect(read(url)).toMatchObject({ host: 'db.example.com', port: 5432, database: 'app' });
      } catch (error) {
        if (!(error instanceof ConnectionSettingError)) throw error;
        expect(error.message).not.toMatch(/Zq7|xK9|88/);
      }
    }),
    { numRuns: CASES, seed: SEED },
  );
});
