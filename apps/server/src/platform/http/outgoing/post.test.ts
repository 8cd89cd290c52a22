import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { post } from './post.ts';

let server: Server;
let port: number;
let respond: (req: IncomingMessage, res: ServerResponse) => void;
let requests = 0;

beforeAll(async () => {
  server = createServer((req, res) => {
    requests += 1;
    respond(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

beforeEach(() => {
  requests = 0;
  respond = (_req, res) => res.writeHead(204).end();
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = (host: string, { allowPrivate = true, timeoutMs = 2_000 } = {}) =>
  post({ url: `http://${host}:${port}/hook`, headers: { 'x-a': 'b' }, body: '{"ü":1}', timeoutMs, allowPrivate });

describe('post', () => {
  it('sends the body and the headers, and answers the status', async () => {
    let [body, headers] = ['', {}];
    respond = (req, res) => {
      headers = req.headers;
      req.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      req.on('end', () => res.writeHead(201).end());
    };
    expect(await send('127.0.0.1')).toEqual({ status: 201 });
    expect([body, headers]).toEqual(['{"ü":1}', expect.objectContaining({ 'x-a': 'b', 'content-length': '8' })]);
  });

  it('takes a redirect for an answer and does not follow it', async () => {
    respond = (_req, res) => res.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    expect(await send('127.0.0.1')).toEqual({ status: 302 });
    expect(requests).toBe(1);
  });

  it('does not wait for an answer for ever', async () => {
    respond = () => {};
    expect(await send('127.0.0.1', { timeoutMs: 100 })).toEqual({ trouble: 'timeout' });
  });

  it('takes a change of protocol for an answer: it hung for ever on one, and with it every delivery of everybody', async () => {
    respond = (req) => req.socket.write('HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    expect(await send('127.0.0.1', { timeoutMs: 500 })).toEqual({ status: 101 });
  });

  it('does not read an answer without end', async () => {
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

  it('does not wait for the end of an answer either', async () => {
    respond = (_req, res) => res.writeHead(200).write('and then');
    expect(await send('127.0.0.1', { timeoutMs: 300 })).toEqual({ status: 200 });
  });

  it('says what went wrong', async () => {
    expect(await send('no-such-host.invalid')).toEqual({ trouble: 'unresolved' });
    const closed = { url: 'http://127.0.0.1:1/', headers: {}, body: '', timeoutMs: 1_000, allowPrivate: true };
    expect(await post(closed)).toEqual({ trouble: 'unreachable' });
  });

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f000001', '127.1', '0', 'localhost'])(
    'does not reach this machine as %s',
    async (host) => {
      expect(await send(host, { allowPrivate: false })).toEqual({ trouble: 'private_address' });
      expect(requests).toBe(0);
    },
  );
});
