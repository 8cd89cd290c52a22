import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RawClient } from '../../../test/support/raw-client.ts';
import { notFound, onError } from './error-handler.ts';
import { webApp } from './web-app.ts';

const dist = mkdtempSync(join(tmpdir(), 'patchbay-web-'));
let server: Server;

beforeAll(async () => {
  mkdirSync(join(dist, 'assets/fonts'), { recursive: true });
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Patchbay</title>');
  server = express().use(webApp(dist)).use(notFound).use(onError).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterAll(() => {
  server.close();
  rmSync(dist, { recursive: true });
});

async function ask(path: string, accept = '*/*') {
  using client = new RawClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return await client.send({ path, headers: { accept } });
}

it.each(['/assets', '/assets/', '/assets/fonts', '/logos/slack/..%2f..', '/webhooks/composio/..%2f..'])(
  'a folder is never led to by the framework’s own page: %s',
  async (path) => {
    const { status, headers } = await ask(path);
    expect([status, headers['location']]).toEqual([
      expect.toSatisfy((code: number) => code === 200 || code === 404),
      undefined,
    ]);
  },
);

it('every address of a page is the one page', async () => {
  expect((await ask('/applications', 'text/html')).body).toContain('<title>Patchbay</title>');
});
