import pg from 'pg';
import { SUPERUSER } from './cluster.ts';

const DATABASE = 'patchbay';
const UNDEFINED_DATABASE = '3D000';

function databaseUrl(port: number, password: string, database = DATABASE): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Runs a query to prove that the database is usable, and creates the database on the first start. Returns its URL. */
export async function openDatabase(port: number, password: string): Promise<string> {
  const url = databaseUrl(port, password);
  try {
    await query(url, 'SELECT 1');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== UNDEFINED_DATABASE) throw error;
    await query(databaseUrl(port, password, 'postgres'), `CREATE DATABASE ${DATABASE}`);
    await query(url, 'SELECT 1');
  }
  return url;
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
