import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { IdleSockets } from './idle-sockets.ts';
import { openServer } from './open-server.ts';

let server: Server;
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
});

async function listen(handle: RequestListener): Promise<void> {
  server = openServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
}

async function open(): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').setEncoding('utf8');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** What is said until the connection ends, or matches. */
async function said(socket: Socket, until: RegExp): Promise<string> {
  let text = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (until.test(text)) break;
  }
  return text;
}

const expecting = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n';

it('a sender that is refused is not told to continue: its body was called for before its credentials were judged', async () => {
  await listen((_req, res) => res.writeHead(401, { 'content-length': 0 }).end());
  const socket = await open();
  socket.write(expecting);
  expect(await said(socket, /\r\n\r\n/)).toMatch(/^HTTP\/1\.1 401 /);
});

it('a sender that is admitted is told to continue, when its body is read', async () => {
  await listen((req, res) => {
    req.on('data', () => undefined).on('end', () => res.end('read'));
  });
  const socket = await open();
  socket.write(expecting);
  expect(await said(socket, /\r\n\r\n/)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  socket.write('{}');
  expect(await said(socket, /read$/)).toMatch(/^HTTP\/1\.1 200 OK/);
});

it('of the connections of one network that wait for a request the oldest are closed, and none on which one is answered', async () => {
  const idle = new IdleSockets(3);
  const answer = Promise.withResolvers<void>();
  await listen(idle.whileHandled((_req, res) => void answer.promise.then(() => res.end('late'))));
  idle.watch(server);
  const [busy, first, second] = [await open(), await open(), await open()];
  const handled = once(server, 'request');
  busy.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await handled;
  const closed = [first, second].map((socket) => once(socket.resume(), 'close'));
  for (let count = 0; count < 3; count += 1) await open();
  await Promise.all(closed);
  answer.resolve();
  expect(await said(busy, /late/)).toMatch(/^HTTP\/1\.1 200 OK/);
});
