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
    drop: () => runStatements(adminUrl, [waitForSessions(name), `DROP DATABASE ${name} WITH (FORCE)`]),
  };
}

/**
 * Waits up to two seconds for sessions that are being closed. A pool's `end()` answers before its sockets have closed, and a
 * client that is told of the end of its session then throws it outside of any test.
 */
const waitForSessions = (name: string) => `
  do $$ begin
    for attempt in 1..100 loop
      exit when not exists (select from pg_stat_activity where datname = '${name}');
      perform pg_sleep(0.02), pg_stat_clear_snapshot();
    end loop;
  end $$`;
