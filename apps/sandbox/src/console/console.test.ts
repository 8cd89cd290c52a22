import { defaultSwitches } from '../control/switches.ts';
import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../index.ts';
import { breakdowns } from './breakdowns.ts';

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

test('switches, breaks and recovers', async () => {
  const token = tokenIn(await read());
  await press({ token, action: 'legacy-gone', on: 'true' });
  expect((await call('/api/v1/apps'))['error']).toMatchObject({ status: 410 });
  await press({ token, action: 'break', what: 'Server errors' });
  const answers = async () => Promise.all(Array.from({ length: 10 }, () => call('/api/v3.1/toolkits?limit=1')));
  expect((await answers()).filter((answer) => 'error' in answer)).toHaveLength(3);
  await press({ token, action: 'recover' });
  expect((await answers()).filter((answer) => 'error' in answer)).toHaveLength(0);
});

test('breaks a share of one’s own, says what is broken, and shows how each request was answered', async () => {
  const token = tokenIn(await read());
  await press({ token, action: 'break', what: 'Rate limit', percent: '50', retryAfter: '7' });
  await call('/api/v3.1/toolkits?limit=1');
  await call('/api/v3.1/toolkits?limit=1');
  const markup = await read();
  expect(markup).toContain('50 % of all requests: answered 429 with Retry-After 7');
  const answers = [...markup.matchAll(/<span class="badge (?:active|expired)">(200|429)</g)].map(
    ([, status]) => status,
  );
  expect(answers).toEqual(expect.arrayContaining(['200', '429']));
  expect(answers).toHaveLength(2);
  expect(await press({ token, action: 'break', what: 'Rate limit', percent: '0' })).toBe(400);
});

test('breaks all kinds at once, in the share that was asked for', async () => {
  await press({ token: tokenIn(await read()), action: 'break', what: 'Server errors', percent: '100' });
  expect((await call('/api/v3.1/toolkits'))['error']).toMatchObject({ status: 503 });
  const rates = breakdowns['All of it']({ percent: 30, retryAfter: 1 }).map(({ rate = 1 }) => rate);
  expect(1 - rates.reduce((left, rate) => left * (1 - rate), 1)).toBeCloseTo(0.3);
});

test('a trigger fires and is switched off, and the page says once what came of it', async () => {
  const connected_account_id = await account();
  await call('/api/v3.1/webhook_subscriptions', {
    webhook_url: `${sandbox.url}/no/such/place`,
    enabled_events: ['composio.trigger.disabled'],
  });
  const body = { connected_account_id, trigger_config: { channel: 'C1' } };
  const { trigger_id: id } = await call('/api/v3.1/trigger_instances/SLACK_RECEIVE_MESSAGE/upsert', body);
  const token = tokenIn(await read());
  await press({ token, action: 'fire', id: id as string });
  expect(await read()).toContain('fired. No webhook subscription asked to be told.');
  expect(await read()).not.toContain('fired.');
  await press({ token, action: 'switch-off', id: id as string });
  const markup = await read();
  expect(markup).toContain('The webhook answered 404, after 3 tries.');
  expect(markup).toContain('off: polling_failure_in_composio_infra');
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
  expect(await call('/sandbox/control/switches', { latencyMs: 40 })).toEqual({
    ...defaultSwitches,
    latencyMs: 40,
  });
  const since = performance.now();
  await call('/api/v3.1/toolkits?limit=1');
  expect(performance.now() - since).toBeGreaterThanOrEqual(39);
});
