import { expect, it } from 'vitest';
import { databaseErrorCode } from '../../platform/errors/database-error.ts';
import type { Auth } from './auth.ts';
import { sessionReader } from './sessions.ts';

it('a session that cannot be read because the database is away is UNAVAILABLE, and not a bug', async () => {
  const gone = new Error('Connection terminated unexpectedly');
  // As better-auth answers it.
  const getSession = () => Promise.reject(new Error('Failed to get session', { cause: gone }));
  const failure: unknown = await sessionReader({ api: { getSession } } as unknown as Auth)({}).catch(
    (error: unknown) => error,
  );
  expect(databaseErrorCode(failure)).toBe('UNAVAILABLE');
});
