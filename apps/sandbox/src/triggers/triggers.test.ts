import { describe, expect, it } from 'vitest';
import { field, items, testSandbox, userId } from '../test-support/test-sandbox.ts';
import type { TestSandbox } from '../test-support/test-sandbox.ts';

const repository = { owner: 'octocat', repo: 'hello-world' };

async function githubAccount(sandbox: TestSandbox): Promise<string> {
  const link = await sandbox.link(await sandbox.authConfig('github'));
  sandbox.control.approve(link.token);
  return link.accountId;
}

async function arm(
  sandbox: TestSandbox,
  connected_account_id: string,
  trigger_config: object = repository,
): Promise<string> {
  const input = { connected_account_id, trigger_config, user_id: userId, toolkit_versions: 'latest' };
  const { body } = await sandbox.api('POST', '/trigger_instances/GITHUB_COMMIT_EVENT/upsert', input);
  return String(body['trigger_id']);
}

describe('/triggers_types', () => {
  it('describes a trigger’s configuration and payload', async () => {
    const sandbox = await testSandbox();
    const { body } = await sandbox.api('GET', '/triggers_types/GITHUB_COMMIT_EVENT?toolkit_versions=latest');
    expect(body).toMatchObject({
      slug: 'GITHUB_COMMIT_EVENT',
      type: 'webhook',
      toolkit: { slug: 'github', name: 'GitHub', logo: `${sandbox.url}/logos/github.svg` },
      config: { type: 'object', required: ['owner', 'repo'] },
      instructions: expect.any(String),
      version: expect.any(String),
    });
    expect(Object.keys(field(body, 'payload', 'properties') ?? {})).toEqual([
      'id',
      'message',
      'timestamp',
      'url',
      'author',
    ]);
  });

  it('has at most 50 on a page; whether a larger limit is refused or cut is not known', async () => {
    const sandbox = await testSandbox();
    expect((await sandbox.api('GET', '/triggers_types?limit=51')).status).toBe(400);
    sandbox.control.switches.overLimit = 'cut';
    expect(items(await sandbox.api('GET', '/triggers_types?limit=51'))).toHaveLength(50);
  });

  it('needs a webhook endpoint for the events of an own OAuth client, where the type says so', async () => {
    const sandbox = await testSandbox();
    const own = { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials: { client_id: 'c1', client_secret: 's' } };
    const config = await sandbox.api('POST', '/auth_configs', { toolkit: { slug: 'slack' }, auth_config: own });
    const { accountId, token } = await sandbox.link(String(field(config.body, 'auth_config', 'id')));
    sandbox.control.approve(token);
    const upsert = () =>
      sandbox.api('POST', '/trigger_instances/SLACK_RECEIVE_MESSAGE/upsert', {
        connected_account_id: accountId,
        trigger_config: { channel: 'C1' },
      });
    expect((await sandbox.api('GET', '/triggers_types/SLACK_RECEIVE_MESSAGE')).body).toMatchObject({
      requires_webhook_endpoint_setup: true,
    });
    expect(await upsert()).toMatchObject({
      status: 400,
      body: { error: { slug: 'TriggerInstance_WebhookEndpointRequired' } },
    });
    await sandbox.api('POST', '/webhook_endpoints', { toolkit_slug: 'slack', client_id: 'c1' });
    expect((await upsert()).status).toBe(200);
  });

  it('lists by toolkit, and all slugs', async () => {
    const sandbox = await testSandbox();
    const page = await sandbox.api('GET', '/triggers_types?toolkit_slugs=github,slack&limit=50');
    expect(new Set(items(page).map((item) => field(item, 'toolkit', 'slug')))).toEqual(new Set(['github', 'slack']));
    const { body } = await sandbox.api('GET', '/triggers_types/list/enum');
    expect(body).toContain('SLACK_RECEIVE_MESSAGE');
    expect((await sandbox.api('GET', '/triggers_types/NO_SUCH_TRIGGER')).status).toBe(404);
  });
});

describe('/trigger_instances', () => {
  it('arms a trigger, the same one twice', async () => {
    const sandbox = await testSandbox();
    const account = await githubAccount(sandbox);
    const id = await arm(sandbox, account);
    expect(id).toMatch(/^ti_/);
    expect(await arm(sandbox, account)).toBe(id);
    expect(await arm(sandbox, account, { ...repository, repo: 'other' })).not.toBe(id);
    expect(items(await sandbox.api('GET', `/trigger_instances/active?trigger_ids=${id}`))).toEqual([
      expect.objectContaining({
        id,
        uuid: expect.any(String),
        connected_account_id: account,
        connectedAccountId: account,
        trigger_name: 'GITHUB_COMMIT_EVENT',
        triggerName: 'GITHUB_COMMIT_EVENT',
        trigger_config: repository,
        user_id: userId,
        disabled_at: null,
        disabledAt: null,
      }),
    ]);
  });

  it.each([{}, { owner: 'octocat' }])('refuses an incomplete configuration: %o', async (trigger_config) => {
    const sandbox = await testSandbox();
    const input = { connected_account_id: await githubAccount(sandbox), trigger_config };
    expect((await sandbox.api('POST', '/trigger_instances/GITHUB_COMMIT_EVENT/upsert', input)).status).toBe(400);
  });

  it('refuses an account that is not in use', async () => {
    const sandbox = await testSandbox();
    const connected_account_id = await githubAccount(sandbox);
    sandbox.control.setAccountStatus(connected_account_id, 'EXPIRED');
    const input = { connected_account_id, trigger_config: repository };
    expect((await sandbox.api('POST', '/trigger_instances/GITHUB_COMMIT_EVENT/upsert', input)).status).toBe(400);
  });

  it('refuses an account of another app, and polling too often on managed auth', async () => {
    const sandbox = await testSandbox();
    const connected_account_id = await githubAccount(sandbox);
    const other = await sandbox.api('POST', '/trigger_instances/SLACK_RECEIVE_MESSAGE/upsert', {
      connected_account_id,
    });
    expect(other.status).toBe(400);
    const mail = await sandbox.link(await sandbox.authConfig('gmail'));
    sandbox.control.approve(mail.token);
    const input = { connected_account_id: mail.accountId, trigger_config: { interval: 5 } };
    expect((await sandbox.api('POST', '/trigger_instances/GMAIL_NEW_GMAIL_MESSAGE/upsert', input)).status).toBe(400);
  });

  it('disables, enables and deletes; 409 when nothing changes, 410 when the account is gone', async () => {
    const sandbox = await testSandbox();
    const account = await githubAccount(sandbox);
    const id = await arm(sandbox, account);
    const manage = async (status: string): Promise<number> =>
      (await sandbox.api('PATCH', `/trigger_instances/manage/${id}`, { status })).status;
    expect(await manage('enable')).toBe(409);
    expect(await manage('disable')).toBe(200);
    expect(items(await sandbox.api('GET', '/trigger_instances/active'))).toEqual([]);
    expect(items(await sandbox.api('GET', '/trigger_instances/active?show_disabled=true'))).toHaveLength(1);
    await sandbox.api('DELETE', `/connected_accounts/${account}`);
    expect(await manage('enable')).toBe(410);
    expect((await sandbox.api('DELETE', `/trigger_instances/manage/${id}`)).body).toEqual({ trigger_id: id });
    expect((await sandbox.api('DELETE', `/trigger_instances/manage/${id}`)).status).toBe(404);
  });
});
