import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import { expect, it } from 'vitest';
import { databaseErrorCode } from '../../platform/errors/database-error.ts';
import type { Auth } from './auth.ts';
import { sessionReader } from './sessions.ts';

const SECRET = 'a-secret';
const NAME = 'patchbay.session_token';
const SIGNED = encodeURIComponent(`token.${createHmac('sha256', SECRET).update('token').digest('base64')}`);

function readerOf(query: () => Promise<unknown>, getSession: () => Promise<unknown>) {
  const $context = Promise.resolve({ secret: SECRET, authCookies: { sessionToken: { name: NAME } } });
  return sessionReader({ $context, api: { getSession } } as unknown as Auth, { query } as unknown as Pool);
}

it('a session that cannot be made longer because the database is away is UNAVAILABLE, and not a bug', async () => {
  const gone = new Error('Connection terminated unexpectedly');
  // As better-auth answers it.
  const getSession = () => Promise.reject(new Error('Failed to get session', { cause: gone }));
  const read = readerOf(() => Promise.resolve({ rows: [{ isDue: true }] }), getSession);
  const failure: unknown = await read({ cookie: `${NAME}=${SIGNED}` }).catch((error: unknown) => error);
  expect(databaseErrorCode(failure)).toBe('UNAVAILABLE');
});

it('without a cookie of our own nothing is asked', async () => {
  const never = () => Promise.reject(new Error('asked'));
  const read = readerOf(never, never);
  expect(await read({})).toBeNull();
  expect(await read({ cookie: `${NAME}=token.forged` })).toBeNull();
});
