import { describe, expect, it } from 'vitest';
import { field, items, testSandbox, userId } from '../test-support/test-sandbox.ts';
import type { TestSandbox } from '../test-support/test-sandbox.ts';

async function activeAccount(sandbox: TestSandbox, extra: Record<string, unknown> = {}): Promise<string> {
  const link = await sandbox.link(await sandbox.authConfig('slack'), extra);
  sandbox.control.approve(link.token);
  return link.accountId;
}

const statusOf = async (sandbox: TestSandbox, id: string): Promise<unknown> =>
  (await sandbox.api('GET', `/connected_accounts/${id}`)).body['status'];

describe('POST /connected_accounts/link', () => {
  it('makes an account in INITIALIZING and a page that lives ten minutes', async () => {
    const sandbox = await testSandbox();
    const auth_config_id = await sandbox.authConfig('slack');
    const { status, body } = await sandbox.api('POST', '/connected_accounts/link', { auth_config_id, user_id: userId });
    expect(status).toBe(201);
    expect(body).toEqual({
      link_token: expect.stringMatching(/^lk_[\w-]{32}$/),
      redirect_url: `${sandbox.url}/link/${String(body['link_token'])}`,
      expires_at: '2026-03-01T12:10:00.000Z',
      connected_account_id: expect.stringMatching(/^ca_[\w-]{12}$/),
    });
    expect(await statusOf(sandbox, String(body['connected_account_id']))).toBe('INITIALIZING');
  });

  it.each([
    ['no auth config', { user_id: 'u' }, 400],
    ['no user', { auth_config_id: 'ac_x' }, 400],
    ['a script as callback', { auth_config_id: 'ac_x', user_id: 'u', callback_url: 'javascript:alert(1)' }, 400],
    ['an unknown auth config', { auth_config_id: 'ac_x', user_id: 'u' }, 404],
  ])('refuses %s', async (_what, input, status) => {
    const sandbox = await testSandbox();
    const answer = await sandbox.api('POST', '/connected_accounts/link', input);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error: { status, request_id: expect.any(String) } });
  });

  it('refuses a disabled auth config', async () => {
    const sandbox = await testSandbox();
    const id = await sandbox.authConfig('slack');
    await sandbox.api('PATCH', `/auth_configs/${id}/DISABLED`);
    await expect(sandbox.link(id)).rejects.toThrow('is disabled');
  });

  it('refuses an alias that a working account of the same user and toolkit has', async () => {
    const sandbox = await testSandbox();
    await activeAccount(sandbox, { alias: 'work' });
    await expect(activeAccount(sandbox, { alias: 'work' })).rejects.toThrow('AliasAlreadyExists');
    await activeAccount(sandbox, { alias: 'work', user_id: 'ws-2' });
  });
});

describe('reading accounts', () => {
  it('shows an active account without its tokens', async () => {
    const sandbox = await testSandbox();
    const id = await activeAccount(sandbox, { alias: 'work' });
    expect((await sandbox.api('GET', `/connected_accounts/${id}`)).body).toEqual({
      id,
      word_id: 'slack_ada-lovelace',
      alias: 'work',
      user_id: userId,
      status: 'ACTIVE',
      status_reason: null,
      toolkit: { slug: 'slack' },
      auth_config: {
        id: expect.stringMatching(/^ac_/),
        auth_scheme: 'OAUTH2',
        is_composio_managed: true,
        is_disabled: false,
      },
      state: {
        authScheme: 'OAUTH2',
        val: {
          status: 'ACTIVE',
          displayName: 'ada@example.com',
          access_token: 'REDACTED',
          refresh_token: 'REDACTED',
          token_type: 'REDACTED',
          scope: 'slack:read slack:write',
        },
      },
      data: expect.objectContaining({ name: 'REDACTED', email: 'REDACTED', access_token: 'REDACTED' }),
      params: {},
      requested_scopes: ['slack:read', 'slack:write'],
      is_disabled: false,
      created_at: '2026-03-01T12:00:00.000Z',
      updated_at: '2026-03-01T12:00:00.000Z',
    });
  });

  it('applies every filter', async () => {
    const sandbox = await testSandbox();
    const slack = await activeAccount(sandbox);
    sandbox.clock.now += 1000;
    const github = await sandbox.link(await sandbox.authConfig('github'), { user_id: 'ws-2' });
    const config = sandbox.control.account(slack)?.authConfigId;
    const ids = async (query: string): Promise<unknown[]> =>
      items(await sandbox.api('GET', `/connected_accounts?${query}`)).map((item) => item['id']);
    expect(await ids('')).toEqual([github.accountId, slack]);
    expect(await ids('order_by=created_at&order_direction=asc')).toEqual([slack, github.accountId]);
    expect(await ids(`user_ids=${userId},ws-9`)).toEqual([slack]);
    expect(await ids(`auth_config_ids=${config}`)).toEqual([slack]);
    expect(await ids('toolkit_slugs=github')).toEqual([github.accountId]);
    expect(await ids('statuses=ACTIVE,EXPIRED')).toEqual([slack]);
    expect(await ids('statuses=ACTIVE&statuses=INITIALIZING')).toHaveLength(2);
    expect(await ids(`connected_account_ids=${github.accountId}`)).toEqual([github.accountId]);
    expect((await sandbox.api('GET', '/connected_accounts?statuses=SLEEPING')).status).toBe(400);
  });

  it('answers 404 with code 606 for an unknown account', async () => {
    const sandbox = await testSandbox();
    const { status, body } = await sandbox.api('GET', '/connected_accounts/ca_nothing');
    expect(status).toBe(404);
    expect(field(body, 'error')).toMatchObject({ code: 606, slug: 'ConnectedAccount_ResourceNotFound' });
  });
});

describe('changing accounts', () => {
  it('refuses the retired way to connect', async () => {
    const sandbox = await testSandbox();
    const id = await sandbox.authConfig('slack');
    const input = { auth_config: { id }, connection: { user_id: userId } };
    const { status, body } = await sandbox.api('POST', '/connected_accounts', input);
    expect(status).toBe(400);
    expect(field(body, 'error')).toMatchObject({ code: 600, slug: 'ConnectedAccount_BadRequest' });
    sandbox.control.switches.managedInitiate = true;
    expect(await sandbox.api('POST', '/connected_accounts', input)).toMatchObject({
      status: 201,
      body: { status: 'INITIATED', redirect_url: expect.any(String) },
    });
  });

  it('connects by a form of the caller’s own, and keeps nothing that was entered', async () => {
    const sandbox = await testSandbox();
    const id = await sandbox.authConfig('openai', 'API_KEY');
    const enter = (generic_api_key: string) =>
      sandbox.api('POST', '/connected_accounts', {
        auth_config: { id },
        connection: { user_id: userId, state: { authScheme: 'API_KEY', val: { generic_api_key, status: 'ACTIVE' } } },
      });
    expect(await enter('sk-planted')).toMatchObject({ status: 201, body: { status: 'ACTIVE', redirect_url: null } });
    for (const wrong of ['', 'invalid']) expect((await enter(wrong)).status).toBe(400);
    const known = JSON.stringify([sandbox.control.accounts(), sandbox.control.requests()]);
    expect(known).not.toContain('sk-planted');
  });

  it('disables and enables', async () => {
    const sandbox = await testSandbox();
    const id = await activeAccount(sandbox);
    await sandbox.api('PATCH', `/connected_accounts/${id}/status`, { enabled: false });
    expect((await sandbox.api('GET', `/connected_accounts/${id}`)).body).toMatchObject({
      status: 'INACTIVE',
      is_disabled: true,
    });
    const { body } = await sandbox.api('PATCH', `/connected_accounts/${id}/status`, { enabled: true });
    expect(body).toEqual({ success: true });
    expect(await statusOf(sandbox, id)).toBe('ACTIVE');
  });

  it('sets the alias', async () => {
    const sandbox = await testSandbox();
    const id = await activeAccount(sandbox);
    const { body } = await sandbox.api('PATCH', `/connected_accounts/${id}`, { alias: 'mail' });
    expect(body).toEqual({ id, status: 'ACTIVE', success: true });
    expect(sandbox.control.account(id)?.alias).toBe('mail');
  });

  it('revokes an OAuth account in use, twice with the same outcome', async () => {
    const sandbox = await testSandbox();
    const id = await activeAccount(sandbox);
    const first = await sandbox.api('POST', `/connected_accounts/${id}/revoke`);
    expect(first.body).toEqual({
      revoked_tokens: ['access_token', 'refresh_token'],
      connected_account: { id, status: 'REVOKED' },
    });
    expect((await sandbox.api('POST', `/connected_accounts/${id}/revoke`)).status).toBe(200);
  });

  it('refuses to revoke an account that is not in use, or has no tokens', async () => {
    const sandbox = await testSandbox();
    const opened = await sandbox.link(await sandbox.authConfig('slack'));
    expect((await sandbox.api('POST', `/connected_accounts/${opened.accountId}/revoke`)).status).toBe(409);
    const keyed = await sandbox.link(await sandbox.authConfig('telegram', 'API_KEY'));
    sandbox.control.approve(keyed.token);
    expect((await sandbox.api('POST', `/connected_accounts/${keyed.accountId}/revoke`)).status).toBe(400);
  });

  it('turns a working account into INITIATED on refresh, and a new page makes it work again', async () => {
    const sandbox = await testSandbox();
    const id = await activeAccount(sandbox);
    const { body } = await sandbox.api('POST', `/connected_accounts/${id}/refresh`, {});
    expect(body).toEqual({ id, status: 'INITIATED', redirect_url: expect.stringContaining('/link/lk_') });
    expect(await statusOf(sandbox, id)).toBe('INITIATED');
    sandbox.control.approve(String(body['redirect_url']).split('/').at(-1) ?? '');
    expect(await statusOf(sandbox, id)).toBe('ACTIVE');
  });

  it('deletes softly, and revokes only when asked to', async () => {
    const sandbox = await testSandbox();
    const kept = await activeAccount(sandbox);
    expect((await sandbox.api('DELETE', `/connected_accounts/${kept}`)).body).toEqual({ success: true });
    expect((await sandbox.api('GET', `/connected_accounts/${kept}`)).status).toBe(404);
    expect((await sandbox.api('DELETE', `/connected_accounts/${kept}`)).status).toBe(404);
    expect(sandbox.control.account(kept)).toMatchObject({ status: 'ACTIVE', deletedAt: sandbox.clock.now });
    expect(sandbox.control.accounts()).toEqual([]);

    const revoked = await activeAccount(sandbox);
    const { body } = await sandbox.api('DELETE', `/connected_accounts/${revoked}?revoke_on_delete=true`);
    expect(body).toEqual({ success: true, revoke_job_id: expect.any(String) });
    expect(sandbox.control.account(revoked)?.status).toBe('REVOKED');
  });
});
