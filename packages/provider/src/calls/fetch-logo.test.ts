import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HostNames, systemClock } from '@patchbay/outgoing-http';
import { type NameServer, startNameServer } from '@patchbay/outgoing-http/name-server.fixture';
import { logoFetcher } from './fetch-logo.ts';

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const MEBIBYTE = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let provider: Server;
let other: Server;
let names: NameServer;
let respond: Handler;
let otherWasAsked = 0;
let sentBytes = 0;

const listening = async (server: Server) => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
};
const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  names = await startNameServer((name) => (name === 'inside.example' ? ['127.0.0.1'] : 'no such name'));
  provider = await listening(createServer((req, res) => respond(req, res)));
  other = await listening(
    createServer((_req, res) => {
      otherWasAsked += 1;
      res.setHeader('content-type', 'image/svg+xml').end(SVG);
    }),
  );
});
beforeEach(() => {
  [otherWasAsked, sentBytes] = [0, 0];
});
afterAll(async () => {
  for (const server of [provider, other]) {
    server.closeAllConnections();
    server.close();
  }
  await names[Symbol.asyncDispose]();
});

const logo = (path = '/logo') => {
  const options = {
    baseUrl: originOf(provider),
    names: new HostNames({ clock: systemClock, servers: [names.address] }),
  };
  return logoFetcher(options)(path.startsWith('/') ? `${originOf(provider)}${path}` : path);
};
const answering = (body: string | Buffer, headers: Record<string, string> = {}) => {
  respond = (_req, res) => res.writeHead(200, { 'content-type': 'image/svg+xml', ...headers }).end(body);
};
const redirecting = (location: (path: string) => string) => {
  respond = (req, res) => {
    if (req.url === '/logo') res.setHeader('content-type', 'image/svg+xml').end(SVG);
    else res.writeHead(302, { location: location(req.url ?? '') }).end();
  };
};

/** Sends as fast as it is read, until it is aborted. */
const endless: Handler = (_req, res) => {
  res.writeHead(200, { 'content-type': 'image/png' });
  const chunk = Buffer.alloc(16 * 1024, 'a');
  const send = () => {
    do sentBytes += chunk.length;
    while (res.write(chunk) && sentBytes < 64 * MEBIBYTE);
  };
  res.on('drain', send);
  send();
};

describe('a logo', () => {
  it.each([
    ['as it is', SVG, {}],
    ['with gzip', gzipSync(SVG), { 'content-encoding': 'gzip' }],
    ['with brotli', brotliCompressSync(SVG), { 'content-encoding': 'br' }],
  ])('is fetched from the provider’s own address, private as that may be: %s', async (_, body, headers) => {
    answering(body, headers);
    expect(await logo()).toEqual({ contentType: 'image/svg+xml', content: Buffer.from(SVG) });
  });

  it('of 61 kB gzip that becomes 60 MiB is dropped at 64 KiB', async () => {
    answering(gzipSync(Buffer.alloc(60 * MEBIBYTE, ' ')), { 'content-encoding': 'gzip' });
    collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    expect(await logo()).toBeNull();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * MEBIBYTE);
  });

  it('without a length is aborted when it exceeds 64 KiB, and not read to its end', async () => {
    respond = endless;
    expect(await logo()).toBeNull();
    expect(sentBytes).toBeLessThan(16 * MEBIBYTE);
  });

  it('that never ends is given up', { timeout: 10_000 }, async () => {
    respond = (_req, res) => void res.writeHead(200, { 'content-type': 'image/png' }).write('a');
    expect(await logo()).toBeNull();
  });

  it.each([
    [
      'is not the type that it says',
      Buffer.from('<html><script>alert(1)</script></html>'),
      { 'content-type': 'image/png' },
    ],
    ['is a page', Buffer.from('<!doctype html><svg></svg>'), {}],
    ['multiplies entities', Buffer.from('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'), {}],
    ['is of another type', Buffer.from(SVG), { 'content-type': 'text/html' }],
    ['is empty', Buffer.alloc(0), { 'content-type': 'image/png' }],
    ['has an unknown coding', Buffer.from(SVG), { 'content-encoding': 'snappy' }],
  ])('is none where the content %s', async (_, body, headers) => {
    answering(body, headers);
    expect(await logo()).toBeNull();
  });

  it('is stored with the type of its content, whatever type it claims', async () => {
    const png = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1');
    answering(png, { 'content-type': 'image/jpeg' });
    expect(await logo()).toEqual({ contentType: 'image/png', content: png });
  });
});

describe('an address in our own networks', () => {
  const port = () => (other.address() as AddressInfo).port;
  const forms = [
    '127.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    'localhost',
    'inside.example',
  ];

  it.each(forms)('is not fetched from, however it is written: %s', async (host) => {
    expect(await logo(`http://${host}:${port()}/logo`)).toBeNull();
    expect(otherWasAsked).toBe(0);
  });

  it.each(forms)('is not reached by a redirect either: %s', async (host) => {
    redirecting(() => `http://${host}:${port()}/logo`);
    expect(await logo('/away')).toBeNull();
    expect(otherWasAsked).toBe(0);
  });

  it.each(['file:///etc/passwd', 'data:image/svg+xml,<svg/>', 'ftp://127.0.0.1/logo', 'nonsense'])(
    'is not read by another scheme: %s',
    async (url) => {
      expect(await logo(url)).toBeNull();
    },
  );
});

describe('redirects', () => {
  it('are followed three times', async () => {
    redirecting((path) => ({ '/3': '/2', '/2': '/1', '/1': '/logo' })[path] ?? '/4');
    expect(await logo('/3')).toMatchObject({ contentType: 'image/svg+xml' });
  });

  it('are not followed a fourth time, nor in a circle', async () => {
    redirecting((path) => ({ '/4': '/3', '/3': '/2', '/2': '/1', '/1': '/logo' })[path] ?? '/circle');
    expect([await logo('/4'), await logo('/circle')]).toEqual([null, null]);
  });

  it('that lead nowhere mean no logo', async () => {
    redirecting(() => 'http://[');
    expect(await logo('/away')).toBeNull();
  });
});
