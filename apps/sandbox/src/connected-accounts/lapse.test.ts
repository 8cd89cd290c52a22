import { describe, expect, it } from 'vitest';
import { open } from '../test-support/browser.ts';
import { testSandbox } from '../test-support/test-sandbox.ts';

const tenMinutes = 600_000;

describe('a flow that is not finished', () => {
  it('is open until its deadline and expired from then on', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    sandbox.clock.now += tenMinutes - 1;
    expect((await sandbox.api('GET', `/connected_accounts/${link.accountId}`)).body['status']).toBe('INITIALIZING');
    sandbox.clock.now += 1;
    expect((await sandbox.api('GET', `/connected_accounts/${link.accountId}`)).body).toMatchObject({
      status: 'EXPIRED',
      status_reason: 'Connection initiation did not complete within 10 minutes',
      updated_at: '2026-03-01T12:10:00.000Z',
    });
  });

  it('expires after it was opened, and after it was refused', async () => {
    const sandbox = await testSandbox();
    const config = await sandbox.authConfig('slack');
    const opened = await sandbox.link(config);
    const refused = await sandbox.link(config);
    await open(opened.url);
    sandbox.control.deny(refused.token);
    expect(sandbox.control.accounts().map((account) => account.status)).toEqual(['INITIATED', 'INITIATED']);
    sandbox.clock.now += tenMinutes;
    expect(sandbox.control.accounts().map((account) => account.status)).toEqual(['EXPIRED', 'EXPIRED']);
  });

  it('cannot be approved any more', async () => {
    const sandbox = await testSandbox({ linkTtlMs: 5_000 });
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    sandbox.clock.now += 5_000;
    expect(() => sandbox.control.approve(link.token)).toThrow('expired');
  });

  it('does not lapse once it is active', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    sandbox.control.approve(link.token);
    sandbox.clock.now += 100 * tenMinutes;
    expect(sandbox.control.account(link.accountId)?.status).toBe('ACTIVE');
  });

  it('is found by its new status in a list', async () => {
    const sandbox = await testSandbox();
    await sandbox.link(await sandbox.authConfig('slack'));
    sandbox.clock.now += tenMinutes;
    expect((await sandbox.api('GET', '/connected_accounts?statuses=EXPIRED')).body['total_items']).toBe(1);
    expect((await sandbox.api('GET', '/connected_accounts?statuses=INITIALIZING')).body['total_items']).toBe(0);
  });
});
