import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageFiles } from './package-files.ts';

let folder: string;
let server: ReturnType<ReturnType<typeof express>['listen']>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-packages-'));
  writeFileSync(join(folder, 'patchbay-client.tgz'), 'a package');
  const app = express();
  app.use(packageFiles(folder));
  app.use((_req, res) => void res.type('html').send('a page of the web app'));
  await new Promise<void>((resolve) => (server = app.listen(0, '127.0.0.1', () => resolve())));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const get = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

it('a package is offered under its name, and revalidated, because the name stays with every version', async () => {
  const answer = await get('/packages/patchbay-client.tgz');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-cache');
  expect(await answer.text()).toBe('a package');
});

it('a package that is still being made is 503, so that the caller tries again: it was 404 for minutes', async () => {
  const answer = await get('/packages/patchbay-connect.tgz');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
  expect(await answer.json()).toEqual({ error: expect.stringContaining('Try again') });
});

it('a package that is not there is 404, and never a page, which npm would take for one', async () => {
  for (const path of ['/packages/other.tgz', '/packages/', '/packages/..%2fpackage.json'])
    expect((await get(path)).status).toBeGreaterThanOrEqual(400);
});
