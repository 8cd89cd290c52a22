import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './test-database.ts';

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // Dropping a database ends its connections.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

test('two test databases know nothing of each other', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const clients = await Promise.all([connect(one.url), connect(two.url)]);
  await clients[0].query('CREATE TABLE only_here ()');
  await expect(clients[1].query('SELECT * FROM only_here')).rejects.toMatchObject({ code: '42P01' });
  await Promise.all(clients.map((client) => client.end()));
  await Promise.all([one.drop(), two.drop()]);
});

test('a dropped database is gone, even while a session is connected', async () => {
  const database = await createTestDatabase();
  const connected = await connect(database.url);
  const ended = new Promise((resolve) => connected.once('end', resolve));
  await database.drop();
  await ended;
  await expect(connect(database.url)).rejects.toMatchObject({ code: '3D000' });
});
