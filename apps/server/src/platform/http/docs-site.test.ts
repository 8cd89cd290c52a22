import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docsSite } from './docs-site.ts';

const HASH = `'sha256-${'A'.repeat(43)}='`;
const folder = mkdtempSync(join(tmpdir(), 'patchbay-docs-'));
const later = `${folder}-later`;
const servers: { close: () => void }[] = [];
let built: string;
let unbuilt: string;

beforeAll(() => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'script-hashes.json'), JSON.stringify([HASH]));
  for (const page of ['index', 'embed', '404']) writeFileSync(join(folder, `${page}.html`), `<h1>${page}</h1>`);
  writeFileSync(join(folder, 'assets', 'a.js'), 'export {};');
  built = serve(folder);
  unbuilt = serve(later);
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
  rmSync(later, { recursive: true, force: true });
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

  it('are found without the slash at the end too: that was 404', async () => {
    const answer = await fetch(built, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/docs/']);
    expect(await (await fetch(built)).text()).toBe('<h1>index</h1>');
  });

  it('are a 404 before they are built, never a page of the web app, and there as soon as they are', async () => {
    const missing = await fetch(`${unbuilt}/embed`);
    expect([missing.status, await missing.text()]).toEqual([404, expect.stringContaining('npm run docs')]);
    cpSync(folder, later, { recursive: true });
    expect((await fetch(`${unbuilt}/embed`)).status).toBe(200);
  });
});
