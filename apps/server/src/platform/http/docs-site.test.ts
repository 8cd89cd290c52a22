import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docsSite } from './docs-site.ts';

const HASH = `'sha256-${'A'.repeat(43)}='`;
const folder = mkdtempSync(join(tmpdir(), 'patchbay-docs-'));
const servers: { close: () => void }[] = [];
let built: string;
let unbuilt: string;

beforeAll(() => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'script-hashes.json'), JSON.stringify([HASH]));
  for (const page of ['index', 'embed', '404']) writeFileSync(join(folder, `${page}.html`), `<h1>${page}</h1>`);
  writeFileSync(join(folder, 'assets', 'a.js'), 'export {};');
  built = serve(folder);
  unbuilt = serve(join(folder, 'nothing'));
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

function serve(dist: string): string {
  const app = express();
  app.use('/docs', docsSite(dist));
  app.use((_req, res) => void res.status(404).send('the next handler'));
  const server = app.listen(0);
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/docs`;
}

describe('the guides', () => {
  it.each(['/', '/embed'])('are served at %s, with the hashes of their inline scripts', async (path) => {
    const answer = await fetch(built + path);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain(`script-src 'self' ${HASH};`);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('have files that stay in the browser, and a page for what is not there', async () => {
    expect((await fetch(`${built}/assets/a.js`)).headers.get('cache-control')).toContain('immutable');
    const missing = await fetch(`${built}/nope`);
    expect([missing.status, await missing.text()]).toEqual([404, '<h1>404</h1>']);
  });

  it('are not there before they are built', async () => {
    expect(await (await fetch(`${unbuilt}/embed`)).text()).toBe('the next handler');
  });
});
