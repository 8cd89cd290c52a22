import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { HostNames, Unresolved } from './host-names.ts';
import { type NameServer, startNameServer } from './name-server.fixture.ts';
import { post } from './post.ts';

let server: Server;
let port: number;
let nameServer: NameServer;
let names: HostNames;
let respond: (req: IncomingMessage, res: ServerResponse) => void;
let requests = 0;

/** IPv4 and IPv6 addresses of names. */
const ADDRESSES: Record<string, { A?: string[]; AAAA?: string[] }> = {
  'one.example': { A: ['127.0.0.1'] },
  'mixed.example': { A: ['1.1.1.1', '127.0.0.1'] },
  'mixed6.example': { A: ['1.1.1.1'], AAAA: ['::1'] },
  'mapped.example': { AAAA: ['::ffff:7f00:1'] },
};

beforeAll(async () => {
  nameServer = await startNameServer((name, type) =>
    name === 'silent.example' ? 'silent' : (ADDRESSES[name]?.[type] ?? (name in ADDRESSES ? [] : 'no such name')),
  );
  server = createServer((req, res) => {
    requests += 1;
    respond(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

beforeEach(() => {
  names = new HostNames({ clock: systemClock, servers: [nameServer.address] });
  nameServer.asked.length = 0;
  requests = 0;
  respond = (_req, res) => res.writeHead(204).end();
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await nameServer[Symbol.asyncDispose]();
});

const send = (host: string, { allowPrivate = true, timeoutMs = 2_000 } = {}) =>
  post({
    url: `http://${host}:${port}/hook`,
    headers: { 'x-a': 'b' },
    body: '{"ü":1}',
    timeoutMs,
    allowPrivate,
    names,
    now: new Date(),
  });

/** The part of the result that people see. */
const told = async (...to: Parameters<typeof send>) => {
  const answer = await send(...to);
  return 'trouble' in answer ? answer.trouble : answer.status;
};

describe('post', () => {
  it('sends the body and the headers, and returns the status', async () => {
    let [body, headers] = ['', {}];
    respond = (req, res) => {
      headers = req.headers;
      req.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      req.on('end', () => res.writeHead(201).end());
    };
    expect(await send('127.0.0.1')).toEqual({ status: 201 });
    expect([body, headers]).toEqual(['{"ü":1}', expect.objectContaining({ 'x-a': 'b', 'content-length': '8' })]);
  });

  it('returns a redirect without following it', async () => {
    respond = (_req, res) => res.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    expect(await send('127.0.0.1')).toEqual({ status: 302 });
    expect(requests).toBe(1);
  });

  it('does not wait forever for a response', async () => {
    respond = () => {};
    expect(await told('127.0.0.1', { timeoutMs: 100 })).toBe('timeout');
  });

  it('returns a protocol upgrade as a response: one blocked all deliveries forever', async () => {
    respond = (req) => req.socket.write('HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    expect(await send('127.0.0.1', { timeoutMs: 500 })).toEqual({ status: 101 });
  });

  it('does not read an endless response', async () => {
    const cut = Promise.withResolvers<void>();
    respond = (_req, res) => {
      res.on('close', () => cut.resolve());
      const more = () => {
        while (res.write('x'.repeat(64 * 1024)));
      };
      res.on('drain', more);
      more();
    };
    expect(await send('127.0.0.1', { timeoutMs: 60_000 })).toEqual({ status: 200 });
    await cut.promise;
  });

  it('does not wait for the end of a response either', async () => {
    respond = (_req, res) => res.writeHead(200).write('and then');
    expect(await send('127.0.0.1', { timeoutMs: 300 })).toEqual({ status: 200 });
  });

  it('reports what went wrong', async () => {
    expect(await told('no-such-host.invalid')).toBe('no_address');
    expect(await told('silent.example', { timeoutMs: 100 })).toBe('no_address');
    const [at, now] = ['http://127.0.0.1:1/', new Date()];
    const closed = { url: at, headers: {}, body: '', timeoutMs: 1_000, allowPrivate: true, names, now };
    expect(await post(closed)).toMatchObject({ trouble: 'unreachable', cause: { code: 'ECONNREFUSED' } });
  });

  it('connects to the looked-up address, and asks once', async () => {
    expect(await send('one.example')).toEqual({ status: 204 });
    expect(nameServer.asked.toSorted()).toEqual(['A one.example', 'AAAA one.example']);
  });

  it('reports the response’s Retry-After', async () => {
    respond = (_req, res) => res.writeHead(503, { 'retry-after': '7' }).end();
    expect(await send('127.0.0.1')).toEqual({ status: 503, retryAfterMs: 7_000 });
  });
});

/** Milliseconds for a lookup, of the second below, and the duration of `no_address`. */
const LOOK_UP_MS = 300;
const outside = { allowPrivate: false, timeoutMs: 1_000 };

describe('the names of our own networks', () => {
  it.each([
    ...Object.keys(ADDRESSES),
    '127.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f000001',
    '127.1',
    '0',
    'localhost',
    'no-such-host.invalid',
    'silent.example',
  ])('are not told from names that do not exist, by code or by time: %s', async (host) => {
    const since = performance.now();
    expect(await told(host, outside)).toBe('no_address');
    // A timer may fire up to a millisecond early.
    expect(performance.now() - since).toBeGreaterThanOrEqual(LOOK_UP_MS - 2);
    expect(requests).toBe(0);
  });

  it('are reported to the operator, whose log has the address', async () => {
    expect(await send('mixed6.example', outside)).toMatchObject({
      cause: { message: 'mixed6.example has the address ::1' },
    });
    expect(await send('nowhere.example', outside)).toMatchObject({ cause: expect.any(Unresolved) as Unresolved });
  });
});
