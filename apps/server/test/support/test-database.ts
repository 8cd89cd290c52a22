import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { runStatements, TEMPLATE, withDatabase } from './admin-connection.ts';

export interface TestDatabase {
  readonly url: string;
  /** Ends all sessions that are still connected to it. */
  drop(): Promise<void>;
}

/** A new, migrated database: a copy of the template. Create one per test file and drop it afterwards. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('postgresAdminUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runStatements(adminUrl, [`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`]);
  return {
    url: withDatabase(adminUrl, name),
    drop: () => runStatements(adminUrl, [`DROP DATABASE ${name} WITH (FORCE)`]),
  };
}
