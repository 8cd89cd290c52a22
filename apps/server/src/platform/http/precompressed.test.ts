import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { precompressedFiles } from './precompressed.ts';

const CODE = 'export const answer = 42;\n'.repeat(100);
const folder = mkdtempSync(join(tmpdir(), 'patchbay-files-'));
let server: Server;

beforeAll(async () => {
  writeFileSync(join(folder, 'main-abc.js'), CODE);
  writeFileSync(join(folder, 'main-abc.js.br'), brotliCompressSync(CODE));
  writeFileSync(join(folder, 'main-abc.js.gz'), gzipSync(CODE));
  writeFileSync(join(folder, 'small-abc.css'), 'p{}');
  server = express()
    .use(precompressedFiles(folder, { index: false, redirect: false }))
    .listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const ask = (path: string, encoding: string) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    headers: { 'accept-encoding': encoding },
  });

it.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['identity', null],
])('a browser that accepts %s gets %s', async (accepted, encoding) => {
  const response = await ask('/main-abc.js', accepted);
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('vary')).toBe('Accept-Encoding');
  expect(await response.text()).toBe(CODE);
});

it('what is not compressed is served as it is, and nothing outside of the folder is', async () => {
  expect(await (await ask('/small-abc.css', 'br')).text()).toBe('p{}');
  for (const path of ['/..%2fetc%2fpasswd', '/main-abc.js/', '/unknown.js']) {
    expect((await ask(path, 'br')).status).toBe(404);
  }
});
