import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../index.ts';
import { testSandbox } from '../test-support/test-sandbox.ts';

function stateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'deep', 'state.json');
}

describe('the state file', () => {
  it('brings everything back after a restart', async () => {
    const file = stateFile();
    const first = await testSandbox({ stateFile: file });
    first.control.setVerifier('https://product.example/oauth/verify');
    const config = await first.authConfig('github');
    const waiting = await first.link(config);
    const returned = first.control.approve(waiting.token);
    const open = await first.link(config);
    const { body } = await first.api('POST', '/webhook_subscriptions', { webhook_url: 'http://127.0.0.1:1/' });
    await first.stop();

    const second = await testSandbox({ stateFile: file });
    expect(second.control.accounts().map((account) => account.id)).toEqual([waiting.accountId, open.accountId]);
    const session_uri = new URL(returned ?? '').searchParams.get('session_uri');
    await second.api('POST', '/connected_accounts/complete_auth', { user_id: 'ws-1', session_uri });
    expect(second.control.account(waiting.accountId)?.status).toBe('ACTIVE');
    expect(second.control.approve(open.token)).toContain('session_uri=');
    expect((await second.api('GET', '/webhook_subscriptions')).body['items']).toMatchObject([{ id: body['id'] }]);
  });

  it('holds every accepted write before the answer is sent', async () => {
    const file = stateFile();
    const sandbox = await testSandbox({ stateFile: file });
    const config = await sandbox.authConfig('slack');
    const created = Array.from({ length: 40 }, async () => {
      const link = await sandbox.link(config);
      expect(readFileSync(file, 'utf8')).toContain(link.accountId);
      expect((await fetch(link.url)).status).toBe(200);
      expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`"id":"${link.accountId}"[^}]*"status":"INITIATED"`));
    });
    await Promise.all(created);
  });

  it('is written before a refusal that changed something', async () => {
    const file = stateFile();
    const sandbox = await testSandbox({ stateFile: file });
    sandbox.control.setVerifier('https://product.example/oauth/verify');
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    const session_uri = new URL(sandbox.control.approve(link.token) ?? '').searchParams.get('session_uri');
    await sandbox.api('POST', '/connected_accounts/complete_auth', { user_id: 'another-user', session_uri });
    expect(readFileSync(file, 'utf8')).toContain('IDENTITY_VERIFICATION_FAILED');
  });

  it('is readable by its owner only, and leaves no draft behind', async () => {
    const file = stateFile();
    const sandbox = await testSandbox({ stateFile: file });
    await sandbox.authConfig('slack');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..'))).toEqual(['state.json']);
  });

  it('is not overwritten when it is not ours', async () => {
    const file = join(stateFile(), '..', '..', 'other.json');
    writeFileSync(file, '{"format":99}');
    await expect(startSandbox({ stateFile: file })).rejects.toThrow('not a sandbox state file');
    expect(readFileSync(file, 'utf8')).toBe('{"format":99}');
  });

  it('flushes what the control changed when it stops', async () => {
    const file = stateFile();
    const sandbox = await testSandbox({ stateFile: file });
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    sandbox.control.setAccountStatus(link.accountId, 'FAILED', 'planted reason');
    await sandbox.stop();
    expect(readFileSync(file, 'utf8')).toContain('planted reason');
  });
});
