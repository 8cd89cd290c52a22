import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../index.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

const read = async () => (await fetch(`${sandbox.url}/sandbox`)).text();

async function press(fields: Record<string, string>): Promise<number> {
  const init = { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' as const };
  return (await fetch(`${sandbox.url}/sandbox/press`, init)).status;
}

const tokenIn = (markup: string) => /name="token" value="([^"]+)"/.exec(markup)?.[1] ?? '';

async function call(path: string, body?: object): Promise<Record<string, unknown>> {
  const headers = { 'x-api-key': sandbox.apiKey, 'content-type': 'application/json' };
  const init = { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) };
  return (await (await fetch(sandbox.url + path, init)).json()) as Record<string, unknown>;
}

async function account(): Promise<string> {
  const made = await call('/api/v3.1/auth_configs', { toolkit: { slug: 'slack' } });
  const { id } = made['auth_config'] as { id: string };
  const link = await call('/api/v3.1/connected_accounts/link', { auth_config_id: id, user_id: '<b>w</b>' });
  sandbox.control.approve(link['link_token'] as string);
  return link['connected_account_id'] as string;
}

test('shows accounts and requests, and nothing of them as markup', async () => {
  const id = await account();
  const markup = await read();
  expect(markup).toContain(id);
  expect(markup).toContain('&lt;b&gt;w&lt;/b&gt;');
  expect(markup).toContain('/auth_configs');
  expect(markup).not.toContain(sandbox.apiKey);
});

test('expires an account at the press of a button', async () => {
  const id = await account();
  expect(await press({ token: tokenIn(await read()), action: 'expire', id })).toBe(303);
  expect(sandbox.control.account(id)?.status).toBe('EXPIRED');
});

test('switches, breaks and mends', async () => {
  const token = tokenIn(await read());
  await press({ token, action: 'legacy-gone', on: 'true' });
  expect((await call('/api/v1/apps'))['error']).toMatchObject({ status: 410 });
  await press({ token, action: 'break', what: 'Server errors' });
  const answers = async () => Promise.all(Array.from({ length: 10 }, () => call('/api/v3.1/toolkits?limit=1')));
  expect((await answers()).filter((answer) => 'error' in answer)).toHaveLength(3);
  await press({ token, action: 'mend' });
  expect((await answers()).filter((answer) => 'error' in answer)).toHaveLength(0);
});

test('another site’s form changes nothing', async () => {
  const id = await account();
  expect(await press({ token: 'guessed', action: 'expire', id })).toBe(403);
  expect(sandbox.control.account(id)?.status).toBe('ACTIVE');
});

test('is not served under a name that is not its own', async () => {
  const { port } = new URL(sandbox.url);
  const status = await new Promise((resolve) => {
    request({ port, host: '127.0.0.1', path: '/sandbox', headers: { host: 'evil.example' } }, (answer) => {
      resolve(answer.resume().statusCode);
    }).end();
  });
  expect(status).toBe(403);
});

test('the same by HTTP, with the key', async () => {
  const id = await account();
  expect(await call('/sandbox/control/expire', { id })).toMatchObject({ attempts: 0 });
  expect(sandbox.control.account(id)?.status).toBe('EXPIRED');
  expect(await call('/sandbox/control/switches', { latencyMs: 40 })).toEqual({ legacyGone: false, latencyMs: 40 });
  const since = performance.now();
  await call('/api/v3.1/toolkits?limit=1');
  expect(performance.now() - since).toBeGreaterThanOrEqual(39);
});
