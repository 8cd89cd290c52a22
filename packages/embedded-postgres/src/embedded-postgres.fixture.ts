/**
 * A small Patchbay process for the tests: starts the database, reports its URL or its error, then follows commands.
 * Run by `fork`: node embedded-postgres.fixture.ts <dataDir>
 */
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

async function report(): Promise<void> {
  try {
    const { url, stop } = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log: () => undefined });
    process.on('SIGINT', () => void answerAfterInterrupt(url, stop));
    process.send?.({ url });
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error;
    process.send?.({ code: error.code, message: error.message });
    process.disconnect();
  }
}

async function answerAfterInterrupt(url: string, stop: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ answer: number }>('SELECT 42 AS answer');
  await client.end();
  await stop();
  process.send?.({ answer: rows[0]?.answer });
  process.disconnect();
}

process.on('message', (order) => {
  if (order === 'exit') process.exit(0);
});
await report();
