import type { Response } from 'express';
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

const exchange = (cookie?: string) => ({ req: { headers: { cookie } }, res: { headersSent: false } as Response });

it('a session that cannot be extended because the database is unavailable is UNAVAILABLE, not a bug', async () => {
  const gone = new Error('Connection terminated unexpectedly');
  // As better-auth throws it.
  const getSession = () => Promise.reject(new Error('Failed to get session', { cause: gone }));
  const read = readerOf(() => Promise.resolve({ rows: [{ isDue: true }] }), getSession);
  const failure: unknown = await read(exchange(`${NAME}=${SIGNED}`)).catch((error: unknown) => error);
  expect(databaseErrorCode(failure)).toBe('UNAVAILABLE');
});

it('makes no query without our own cookie', async () => {
  const never = () => Promise.reject(new Error('asked'));
  const read = readerOf(never, never);
  expect(await read(exchange())).toBeNull();
  expect(await read(exchange(`${NAME}=token.forged`))).toBeNull();
});

it('a response that has started cannot carry a cookie: its session is not extended, and an ended one is null', async () => {
  const never = () => Promise.reject(new Error('asked'));
  const begun = { ...exchange(`${NAME}=${SIGNED}`), res: { headersSent: true } as Response };
  const row = { sessionId: 's', id: 'u', name: 'Ada', email: 'ada@example.com', isDue: true };
  const readerAt = (isOver: boolean) => readerOf(() => Promise.resolve({ rows: [{ ...row, isOver }] }), never);
  expect(await readerAt(false)(begun)).toMatchObject({ id: 's' });
  expect(await readerAt(true)(begun)).toBeNull();
});
