import { describe, expect, it } from 'vitest';
import { open } from '../test-support/browser.ts';
import { items, testSandbox } from '../test-support/test-sandbox.ts';

describe('recorded requests', () => {
  it('hold what was asked, and no secret', async () => {
    const sandbox = await testSandbox();
    const auth_config = {
      type: 'use_custom_auth',
      authScheme: 'OAUTH2',
      credentials: { client_id: 'id-1', client_secret: 'planted-1' },
    };
    await sandbox.api('POST', '/auth_configs?api_key=planted-2', { toolkit: { slug: 'slack' }, auth_config });
    await sandbox.api('POST', '/connected_accounts/complete_auth', { user_id: 'u', session_uri: 'planted-3' });
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    await open(link.url);
    const recorded = sandbox.control.requests();
    expect(recorded[0]).toMatchObject({ method: 'POST', path: '/api/v3.1/auth_configs', time: sandbox.clock.now });
    expect(recorded.at(-2)).toMatchObject({ path: '/api/v3.1/connected_accounts/link', body: { user_id: 'ws-1' } });
    const text = JSON.stringify(recorded);
    for (const secret of ['planted-1', 'planted-2', 'planted-3', link.token, sandbox.apiKey]) {
      expect(text).not.toContain(secret);
    }
    sandbox.control.clearRequests();
    expect(sandbox.control.requests()).toEqual([]);
  });
});

describe('the answers to them', () => {
  it('are recorded, and that one was lost', async () => {
    const sandbox = await testSandbox();
    const last = () => sandbox.control.requests().at(-1);
    await sandbox.api('GET', '/toolkits?limit=1');
    await expect.poll(last).toMatchObject({ status: 200, tookMs: expect.any(Number) });
    sandbox.control.faults.set([{ match: {}, cut: true }]);
    await expect(sandbox.api('GET', '/toolkits?limit=1')).rejects.toThrow('fetch failed');
    await expect.poll(last).toMatchObject({ status: null, tookMs: expect.any(Number) });
  });
});

describe('the control routes', () => {
  it('need the API key', async () => {
    const sandbox = await testSandbox();
    for (const path of ['/sandbox/requests', '/sandbox/control/fault']) {
      expect((await fetch(`${sandbox.url}${path}`)).status).toBe(401);
    }
  });

  it('set faults, with an expression as text, and are not hit by them', async () => {
    const sandbox = await testSandbox();
    const faults = [{ match: { pathPattern: 'toolkits' }, status: 503, times: 1 }];
    expect((await sandbox.api('POST', '/sandbox/control/fault', { faults })).status).toBe(200);
    expect((await sandbox.api('GET', '/toolkits')).status).toBe(503);
    expect((await sandbox.api('GET', '/toolkits')).status).toBe(200);
    expect(items(await sandbox.api('GET', '/sandbox/requests'))).toHaveLength(2);
    expect((await sandbox.api('POST', '/sandbox/control/fault', { faults: [{}] })).status).toBe(400);
  });

  it('set an account’s status, with its reason', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    const input = { id: link.accountId, status: 'EXPIRED', reason: 'OAuth refresh token expired' };
    await sandbox.api('POST', '/sandbox/control/account-status', input);
    expect((await sandbox.api('GET', `/connected_accounts/${link.accountId}`)).body).toMatchObject({
      status: 'EXPIRED',
      status_reason: 'OAuth refresh token expired',
    });
    expect((await sandbox.api('POST', '/sandbox/control/account-status', { ...input, id: 'ca_x' })).status).toBe(404);
  });

  it('set the clock forward: an authorization that is not finished expires without waiting', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    const advanced = await sandbox.api('POST', '/sandbox/control/clock', { advanceMs: 600_000 });
    expect(advanced.body).toEqual({ now: new Date(sandbox.clock.now + 600_000).toISOString() });
    expect(sandbox.control.account(link.accountId)?.status).toBe('EXPIRED');
  });

  it('switch the verifier', async () => {
    const sandbox = await testSandbox();
    await sandbox.api('POST', '/sandbox/control/verifier', { url: 'https://product.example/oauth/verify' });
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    expect(sandbox.control.approve(link.token)).toMatch(
      /^https:\/\/product\.example\/oauth\/verify\?session_uri=[^&]+$/,
    );
  });

  it('hand out copies, not the state itself', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    const copy = sandbox.control.account(link.accountId);
    if (copy) copy.status = 'ACTIVE';
    expect(sandbox.control.account(link.accountId)?.status).toBe('INITIALIZING');
  });
});
