import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../test/support/test-browser.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person('Ada Lovelace');
});
afterAll(() => app[Symbol.asyncDispose]());

interface Ask {
  path: string;
  accepts?: string;
  method?: 'GET' | 'POST';
  body?: string;
}

/** As on the wire: `fetch` would decode the answer. */
function ask({ path, accepts = 'gzip, deflate, br', method = 'GET', body }: Ask) {
  const headers = {
    'accept-encoding': accepts,
    'content-type': 'application/json',
    'x-patchbay-workspace': ada.workspaceId,
    cookie: [...ada.cookies].map((pair) => pair.join('=')).join('; '),
    origin: ada.origin,
  };
  return new Promise<{ headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
    const sent = request(new URL(path, app.url), { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ headers: answer.headers, bytes: Buffer.concat(chunks) }));
    });
    sent.on('error', reject).end(body);
  });
}

const LIST = `/trpc/apps.list?input=${encodeURIComponent('{"limit":48}')}`;

describe('an answer that is read', () => {
  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('is compressed by %s for a browser that accepts %s', async (encoding, accepts, decode) => {
    const { headers, bytes } = await ask({ path: LIST, accepts });
    expect(headers['content-encoding']).toBe(encoding);
    expect(String(headers['vary'])).toMatch(/accept-encoding/i);
    const text = decode(bytes).toString();
    expect(text).toContain('"nextCursor"');
    expect(bytes.length * 3).toBeLessThan(text.length);
  });

  it('is sent as it is to a program that accepts nothing else', async () => {
    const { headers, bytes } = await ask({ path: LIST, accepts: 'identity' });
    expect(headers['content-encoding']).toBeUndefined();
    expect(bytes.toString()).toContain('"nextCursor"');
  });
});

describe('never compressed', () => {
  it('is the answer to a command, which may have a secret in it', async () => {
    const body = JSON.stringify({ name: 'CI', scopes: ['connections:read'] });
    const { headers, bytes } = await ask({ path: '/trpc/serviceKeys.create', method: 'POST', body });
    expect(headers['content-encoding']).toBeUndefined();
    expect(bytes.toString()).toContain('"token"');
  });

  it('is a stream, whose first event arrives while it is open', async () => {
    const input = encodeURIComponent(
      JSON.stringify({ userId: ada.user.id, topics: [{ topic: 'events', workspaceId: ada.workspaceId }] }),
    );
    const answer = await ada.fetch(`/trpc/live.watch?input=${input}`, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.headers.get('content-encoding')).toBeNull();
    const reader = answer.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: connected');
    await reader?.cancel();
  });
});
