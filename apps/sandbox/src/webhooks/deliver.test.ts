import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../index.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

let sandbox: Sandbox;
let received: Received[];
let answers: number[];
let close: () => void;

beforeEach(async () => {
  sandbox = await startSandbox();
  [received, answers] = [[], []];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  close = () => server.close();
  const port = (server.address() as AddressInfo).port;
  const enabled_events = ['composio.trigger.message', 'composio.connected_account.expired'];
  const made = await call('POST', '/webhook_subscriptions', {
    webhook_url: `http://127.0.0.1:${port}/hook`,
    enabled_events,
  });
  secret = made['secret'] as string;
});
afterEach(async () => {
  close();
  await sandbox.stop();
});

let secret = '';

async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const headers = { 'x-api-key': sandbox.apiKey, 'content-type': 'application/json' };
  const answer = await fetch(`${sandbox.url}/api/v3.1${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

async function armed(): Promise<{ accountId: string; instanceId: string }> {
  const made = await call('POST', '/auth_configs', { toolkit: { slug: 'slack' } });
  const { id } = made['auth_config'] as { id: string };
  const link = await call('POST', '/connected_accounts/link', { auth_config_id: id, user_id: 'workspace-1' });
  sandbox.control.approve(link['link_token'] as string);
  const accountId = link['connected_account_id'] as string;
  const body = { connected_account_id: accountId, trigger_config: { channel: 'C1' } };
  const { trigger_id: instanceId } = await call('POST', '/trigger_instances/SLACK_RECEIVE_MESSAGE/upsert', body);
  return { accountId, instanceId: instanceId as string };
}

test('a trigger that fires sends one signed message in format V3', async () => {
  const { accountId, instanceId } = await armed();
  const delivery = await sandbox.control.fire(instanceId, { text: 'hello' });
  expect(delivery).toEqual({ id: expect.stringMatching(/^msg_/), attempts: 1, status: 200 });
  const [message] = received;
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = message?.headers ?? {};
  const expected = createHmac('sha256', secret)
    .update(`${String(id)}.${String(timestamp)}.${message?.body}`)
    .digest('base64');
  expect(signature).toBe(`v1,${expected}`);
  expect(JSON.parse(message?.body ?? '')).toMatchObject({
    id,
    type: 'composio.trigger.message',
    metadata: { trigger_id: instanceId, connected_account_id: accountId, user_id: 'workspace-1' },
    data: { text: 'hello' },
  });
});

test('data that the caller leaves out is made up by the schema', async () => {
  const { instanceId } = await armed();
  await sandbox.control.fire(instanceId);
  expect(Object.keys((JSON.parse(received[0]?.body ?? '') as { data: object }).data)).not.toEqual([]);
});

test('a message that is not taken comes again with the same id', async () => {
  const { instanceId } = await armed();
  answers = [503];
  expect(await sandbox.control.fire(instanceId)).toMatchObject({ attempts: 2, status: 200 });
  const [first, second] = received.map(({ headers }) => headers);
  expect(second?.['webhook-id']).toBe(first?.['webhook-id']);
  expect(second?.['x-composio-delivery-attempt']).toBe('2');
});

test('an account that expires is told of', async () => {
  const { accountId } = await armed();
  await sandbox.control.expire(accountId);
  expect(sandbox.control.account(accountId)?.status).toBe('EXPIRED');
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
    type: 'composio.connected_account.expired',
    data: { id: accountId, status: 'EXPIRED' },
  });
});

test('what the subscription did not ask for is not sent, and a gone trigger cannot fire', async () => {
  const { accountId, instanceId } = await armed();
  const { items } = (await call('GET', '/webhook_subscriptions')) as { items: { id: string }[] };
  await call('PATCH', `/webhook_subscriptions/${items[0]?.id}`, { enabled_events: ['composio.trigger.disabled'] });
  await call('DELETE', `/trigger_instances/manage/${instanceId}`);
  expect(await sandbox.control.expire(accountId)).toMatchObject({ attempts: 0, status: null });
  await expect(sandbox.control.fire(instanceId)).rejects.toThrow('not found');
  expect(received).toEqual([]);
});

test('a trigger that the service switches off is told of, and one that its owner switches off is not', async () => {
  const { accountId, instanceId } = await armed();
  const { items } = (await call('GET', '/webhook_subscriptions')) as { items: { id: string }[] };
  await call('PATCH', `/webhook_subscriptions/${items[0]?.id}`, { enabled_events: ['composio.trigger.disabled'] });
  await call('PATCH', `/trigger_instances/manage/${instanceId}`, { status: 'disable' });
  await call('PATCH', `/trigger_instances/manage/${instanceId}`, { status: 'enable' });
  expect(received).toEqual([]);
  expect(await sandbox.control.disable(instanceId, 'subscription_auth_failure')).toMatchObject({ status: 200 });
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
    type: 'composio.trigger.disabled',
    metadata: { project_id: expect.any(String) },
    data: {
      id: instanceId,
      connected_account_id: accountId,
      trigger_name: 'SLACK_RECEIVE_MESSAGE',
      user_id: 'workspace-1',
      trigger_config: { channel: 'C1' },
      disabled_reason: 'subscription_auth_failure',
    },
  });
});

test('triggers stop with their account, say so, and come back with it', async () => {
  const { accountId, instanceId } = await armed();
  const { items } = (await call('GET', '/webhook_subscriptions')) as { items: { id: string }[] };
  await call('PATCH', `/webhook_subscriptions/${items[0]?.id}`, { enabled_events: ['composio.trigger.disabled'] });
  await sandbox.control.expire(accountId);
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
    data: { id: instanceId, disabled_reason: 'connection_expired' },
  });
  await expect(sandbox.control.fire(instanceId)).rejects.toThrow('disabled');
  sandbox.control.setAccountStatus(accountId, 'ACTIVE');
  await sandbox.control.fire(instanceId);
  const active = await call('GET', '/trigger_instances/active');
  expect(active['items']).toHaveLength(1);
});
