/**
 * The baseline: the least that a correct receiver can do. Node's own server, one signature check, one INSERT per
 * request on a pool of the same size, and a response after its commit.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

const { DATABASE_URL = '', SECRET = '', PORT = '0', POOL = '16' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL) });
await pool.query(
  'create table if not exists bare_inbox (message_id text primary key, received_at timestamptz, body bytea)',
);

const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => void receive(Buffer.concat(chunks)));

  async function receive(body: Buffer): Promise<void> {
    const [id, timestamp] = [String(req.headers['webhook-id']), String(req.headers['webhook-timestamp'])];
    const expected = createHmac('sha256', SECRET).update(`${id}.${timestamp}.`).update(body).digest();
    const given = Buffer.from(String(req.headers['webhook-signature']).slice(3), 'base64');
    const late = Math.abs(Date.now() / 1000 - Number(timestamp)) > 300;
    if (late || given.length !== expected.length || !timingSafeEqual(given, expected)) {
      res.writeHead(401).end();
      return;
    }
    try {
      await pool.query({
        name: 'insert',
        text: 'insert into bare_inbox values ($1, $2, $3) on conflict do nothing',
        values: [id, new Date(), body],
      });
      res.writeHead(200).end();
    } catch {
      res.writeHead(503).end(); // the generator counts it
    }
  }
});
server.listen(Number(PORT), '127.0.0.1');
