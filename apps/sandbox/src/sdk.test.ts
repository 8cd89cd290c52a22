import { Composio } from '@composio/core';
import { describe, expect, it, vi } from 'vitest';
import { testSandbox, userId } from './test-support/test-sandbox.ts';
import type { TestSandbox } from './test-support/test-sandbox.ts';

const callbackUrl = 'https://product.example/oauth/callback/slack?nonce=1';

function sdk(sandbox: TestSandbox): Composio {
  return new Composio({
    apiKey: sandbox.apiKey,
    baseURL: sandbox.url,
    allowTracking: false,
    disableVersionCheck: true,
  });
}

/** The SDK reports answers it cannot read as warnings on the console; there must be none. */
function watchWarnings(): { seen: () => unknown[] } {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  return { seen: () => [...warn.mock.calls, ...error.mock.calls] };
}

const tokenOf = (url: string | null | undefined): string => url?.split('/').at(-1) ?? '';

describe('the vendor’s SDK against the sandbox', () => {
  it('reads toolkits', async () => {
    const warnings = watchWarnings();
    const composio = sdk(await testSandbox());
    const slack = await composio.toolkits.get('slack');
    expect(slack).toMatchObject({ slug: 'slack', name: 'Slack', composioManagedAuthSchemes: ['OAUTH2'] });
    expect(slack.meta.categories).toContainEqual({ slug: 'communication', name: 'communication' });
    const list = await composio.toolkits.get({ limit: 1000, sortBy: 'usage' });
    expect(list.length).toBeGreaterThanOrEqual(150);
    const categories = await composio.toolkits.listCategories();
    expect(categories.items).toContainEqual({ id: 'crm', name: 'CRM' });
    await expect(composio.toolkits.get('nothing')).rejects.toMatchObject({ name: 'ComposioToolkitNotFoundError' });
    expect(warnings.seen()).toEqual([]);
  });

  it('walks the catalog through the raw client', async () => {
    const client = sdk(await testSandbox()).getClient();
    const first = await client.toolkits.list({ limit: 100, search: 'google' });
    expect(first.total_items).toBeGreaterThan(5);
    const second = await client.toolkits.list({
      limit: 100,
      cursor: (await client.toolkits.list({ limit: 100 })).next_cursor ?? '',
    });
    expect(second.current_page).toBe(2);
  });

  it('creates and lists auth configs', async () => {
    const warnings = watchWarnings();
    const composio = sdk(await testSandbox());
    const managed = await composio.authConfigs.create('slack', { type: 'use_composio_managed_auth', name: 'ours' });
    expect(managed).toMatchObject({ toolkit: 'slack', authScheme: 'OAUTH2', isComposioManaged: true });
    await composio.authConfigs.create('telegram', { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} });
    const { items } = await composio.authConfigs.list({ toolkit: 'slack' });
    expect(items).toMatchObject([{ id: managed.id, name: 'ours', status: 'ENABLED' }]);
    expect(warnings.seen()).toEqual([]);
  });

  it('links an account, and sees it ACTIVE once it was approved', async () => {
    const warnings = watchWarnings();
    const sandbox = await testSandbox();
    const composio = sdk(sandbox);
    const { id: config } = await composio.authConfigs.create('slack', { type: 'use_composio_managed_auth' });
    const request = await composio.connectedAccounts.link(userId, config, { callbackUrl, alias: 'work' });
    expect((await composio.connectedAccounts.get(request.id)).status).toBe('INITIALIZING');
    const back = sandbox.control.approve(tokenOf(request.redirectUrl), { name: 'Grace', email: 'grace@example.com' });
    expect(back).toContain(`connected_account_id=${request.id}`);
    const account = await composio.connectedAccounts.get(request.id);
    expect(account).toMatchObject({ status: 'ACTIVE', alias: 'work', toolkit: { slug: 'slack' } });
    expect(account.state?.val).toMatchObject({ displayName: 'grace@example.com' });
    expect(account.data).toMatchObject({ name: 'REDACTED', email: 'REDACTED' });
    const { items } = await composio.connectedAccounts.list({ userIds: [userId], statuses: ['ACTIVE'] });
    expect(items.map((item) => item.id)).toEqual([request.id]);
    expect(warnings.seen()).toEqual([]);
  });

  it('waits for a connection', async () => {
    const sandbox = await testSandbox();
    const composio = sdk(sandbox);
    const { id: config } = await composio.authConfigs.create('slack', { type: 'use_composio_managed_auth' });
    const request = await composio.connectedAccounts.link(userId, config);
    sandbox.control.approve(tokenOf(request.redirectUrl));
    expect((await request.waitForConnection()).status).toBe('ACTIVE');
  });

  it('sees a refusal as an account that stays INITIATED, and then lapses', async () => {
    const warnings = watchWarnings();
    const sandbox = await testSandbox();
    const composio = sdk(sandbox);
    const { id: config } = await composio.authConfigs.create('slack', { type: 'use_composio_managed_auth' });
    const request = await composio.connectedAccounts.link(userId, config, { callbackUrl });
    expect(sandbox.control.deny(tokenOf(request.redirectUrl))).toContain('status=failed');
    expect((await composio.connectedAccounts.get(request.id)).status).toBe('INITIATED');
    sandbox.clock.now += 600_000;
    const account = await composio.connectedAccounts.get(request.id);
    expect(account.status).toBe('EXPIRED');
    expect(account.statusReason).toContain('did not complete within 10 minutes');
    expect(warnings.seen()).toEqual([]);
  });

  it('confirms a return through the raw client in verifier mode', async () => {
    const sandbox = await testSandbox();
    sandbox.control.setVerifier('https://product.example/oauth/verify');
    const composio = sdk(sandbox);
    const { id: config } = await composio.authConfigs.create('slack', { type: 'use_composio_managed_auth' });
    const request = await composio.connectedAccounts.link(userId, config, { callbackUrl });
    const back = new URL(sandbox.control.approve(tokenOf(request.redirectUrl)) ?? '');
    const body = { user_id: userId, session_uri: back.searchParams.get('session_uri') };
    await composio.getClient().post('/api/v3.1/connected_accounts/complete_auth', { body });
    expect((await composio.connectedAccounts.get(request.id)).status).toBe('ACTIVE');
  });

  it('disables, enables and deletes an account', async () => {
    const warnings = watchWarnings();
    const sandbox = await testSandbox();
    const composio = sdk(sandbox);
    const { id: config } = await composio.authConfigs.create('slack', { type: 'use_composio_managed_auth' });
    const request = await composio.connectedAccounts.link(userId, config);
    sandbox.control.approve(tokenOf(request.redirectUrl));
    await composio.connectedAccounts.disable(request.id);
    expect((await composio.connectedAccounts.get(request.id)).status).toBe('INACTIVE');
    await composio.connectedAccounts.enable(request.id);
    await composio.connectedAccounts.delete(request.id);
    await expect(composio.connectedAccounts.get(request.id)).rejects.toMatchObject({ status: 404 });
    expect(warnings.seen()).toEqual([]);
  });

  it('arms a trigger and runs a tool', async () => {
    const warnings = watchWarnings();
    const sandbox = await testSandbox();
    const composio = sdk(sandbox);
    const { id: config } = await composio.authConfigs.create('github', { type: 'use_composio_managed_auth' });
    const request = await composio.connectedAccounts.link(userId, config);
    sandbox.control.approve(tokenOf(request.redirectUrl));
    const { triggerId } = await composio.triggers.create(userId, 'GITHUB_COMMIT_EVENT', {
      connectedAccountId: request.id,
      triggerConfig: { owner: 'octocat', repo: 'hello-world' },
    });
    const active = await composio.triggers.listActive({ connectedAccountIds: [request.id] });
    expect(active.items).toMatchObject([{ id: triggerId, triggerName: 'GITHUB_COMMIT_EVENT' }]);
    expect((await composio.triggers.listTypes({ toolkits: ['github'] })).items.length).toBeGreaterThan(3);
    await composio.triggers.disable(triggerId);
    await composio.triggers.delete(triggerId);

    const tools = await composio.tools.getRawComposioTools({ toolkits: ['github'], limit: 50 });
    expect(tools).toHaveLength(20);
    const result = await composio.tools.execute('GITHUB_GET_A_REPOSITORY', {
      userId,
      connectedAccountId: request.id,
      version: '20261102_00',
      arguments: { owner: 'octocat', repo: 'hello-world' },
    });
    expect(result).toMatchObject({ successful: true, error: null, data: { owner: 'octocat' } });
    expect(warnings.seen()).toEqual([]);
  });

  it('sets the webhook subscription, first by creating it, then by changing it', async () => {
    const composio = sdk(await testSandbox());
    const webhookUrl = 'http://127.0.0.1:3000/webhooks/composio';
    const created = await composio.triggers.setWebhookSubscription({ webhookUrl });
    expect(created).toMatchObject({ webhookUrl, version: 'V3', secret: expect.any(String) });
    const changed = await composio.triggers.setWebhookSubscription({ webhookUrl: `${webhookUrl}2` });
    expect(changed).toMatchObject({ id: created.id, webhookUrl: `${webhookUrl}2` });
  });
});
