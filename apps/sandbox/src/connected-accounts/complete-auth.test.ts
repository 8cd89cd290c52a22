import { describe, expect, it } from 'vitest';
import { callbackUrl, field, testSandbox, userId } from '../test-support/test-sandbox.ts';
import type { Answer, TestSandbox } from '../test-support/test-sandbox.ts';

const verifierUrl = 'https://product.example/oauth/verify';

interface Waiting {
  sandbox: TestSandbox;
  accountId: string;
  sessionUri: string;
  complete: (user_id: string) => Promise<Answer>;
}

/** A flow that was approved and waits to be confirmed. */
async function waiting(): Promise<Waiting> {
  const sandbox = await testSandbox();
  sandbox.control.setVerifier(verifierUrl);
  const link = await sandbox.link(await sandbox.authConfig('slack'));
  const back = new URL(sandbox.control.approve(link.token) ?? '');
  const sessionUri = back.searchParams.get('session_uri') ?? '';
  const complete = (user_id: string): Promise<Answer> =>
    sandbox.api('POST', '/connected_accounts/complete_auth', { user_id, session_uri: sessionUri });
  return { sandbox, accountId: link.accountId, sessionUri, complete };
}

describe('callback identity verification', () => {
  it('activates only after the right user was confirmed', async () => {
    const { sandbox, accountId, complete } = await waiting();
    expect(sandbox.control.account(accountId)?.status).toBe('INITIATED');
    expect(await complete(userId)).toEqual({
      status: 200,
      body: { connected_account_id: accountId, toolkit_slug: 'slack' },
    });
    expect(sandbox.control.account(accountId)?.status).toBe('ACTIVE');
  });

  it('sends every browser to the one verifier URL of the project, with the session and nothing of the caller’s', async () => {
    const sandbox = await testSandbox({ verifierUrl });
    const { token } = await sandbox.link(await sandbox.authConfig('slack'));
    const back = new URL(sandbox.control.approve(token) ?? '');
    expect([back.origin + back.pathname, ...back.searchParams.keys()]).toEqual([verifierUrl, 'session_uri']);
  });

  it('sends a refusal to the caller’s own address: there is nothing to confirm', async () => {
    const sandbox = await testSandbox({ verifierUrl });
    const { token } = await sandbox.link(await sandbox.authConfig('slack'));
    expect(sandbox.control.deny(token)).toMatch(/^https:\/\/product\.example\/oauth\/callback\/slack\?.*status=failed/);
  });

  it('sends the session to the caller’s own address where that is switched', async () => {
    const sandbox = await testSandbox({ verifierUrl });
    await sandbox.api('POST', '/sandbox/control/switches', { sessionTo: 'caller' });
    const { token } = await sandbox.link(await sandbox.authConfig('slack'));
    const back = new URL(sandbox.control.approve(token) ?? '');
    expect([...back.searchParams.keys()]).toEqual(['nonce', 'session_uri']);
    expect(back.href.startsWith(`${callbackUrl}&`)).toBe(true);
  });

  it('ends the flow for good when another user is named', async () => {
    const { sandbox, accountId, complete } = await waiting();
    expect((await complete('ws-2')).status).toBe(400);
    expect(sandbox.control.account(accountId)).toMatchObject({
      status: 'FAILED',
      statusReason: 'IDENTITY_VERIFICATION_FAILED',
      data: {},
    });
    expect((await complete(userId)).status).toBe(404);
  });

  it('accepts a session once', async () => {
    const { complete } = await waiting();
    const answers = await Promise.all(Array.from({ length: 10 }, () => complete(userId)));
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array<number>(9).fill(404),
    ]);
  });

  it('accepts a session for ten minutes', async () => {
    const { sandbox, accountId, complete } = await waiting();
    sandbox.clock.now += 600_000;
    expect((await complete(userId)).status).toBe(404);
    expect(sandbox.control.account(accountId)?.status).toBe('EXPIRED');
  });

  it('does not let a used session activate an account that was set back', async () => {
    const { sandbox, accountId, complete } = await waiting();
    await complete(userId);
    await sandbox.api('POST', `/connected_accounts/${accountId}/refresh`, {});
    expect(sandbox.control.account(accountId)?.status).toBe('INITIATED');
    expect((await complete(userId)).status).toBe(404);
    expect(sandbox.control.account(accountId)?.status).toBe('INITIATED');
  });

  it('does not let a newer flow prolong an older session', async () => {
    const { sandbox, accountId, complete } = await waiting();
    sandbox.clock.now += 599_999;
    await sandbox.api('POST', `/connected_accounts/${accountId}/refresh`, {});
    sandbox.clock.now += 1;
    expect((await complete(userId)).status).toBe(404);
    expect(sandbox.control.account(accountId)?.status).toBe('INITIATED');
  });

  it('knows no made-up session', async () => {
    const { sandbox } = await waiting();
    const input = { user_id: userId, session_uri: 'urn:made-up' };
    const { status, body } = await sandbox.api('POST', '/connected_accounts/complete_auth', input);
    expect([status, field(body, 'error', 'status')]).toEqual([404, 404]);
  });
});
