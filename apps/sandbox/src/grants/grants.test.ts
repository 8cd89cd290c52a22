import { describe, expect, it } from 'vitest';
import { testSandbox, type TestSandbox } from '../test-support/test-sandbox.ts';

const ADA = { name: 'Ada Lovelace', email: 'ada@example.com' };
const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' };

async function ownConfig(sandbox: TestSandbox, toolkit: string, client_id: string): Promise<string> {
  const credentials = { client_id, client_secret: 'secret' };
  const auth_config = { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials };
  const { body } = await sandbox.api('POST', '/auth_configs', { toolkit: { slug: toolkit }, auth_config });
  return (body['auth_config'] as { id: string }).id;
}

async function approved(sandbox: TestSandbox, config: string, person = ADA): Promise<string> {
  const link = await sandbox.link(config);
  sandbox.control.approve(link.token, person);
  return link.accountId;
}

const working = (sandbox: TestSandbox): string[] =>
  sandbox.control
    .tokens()
    .filter(({ works }) => works)
    .map(({ accountId }) => accountId);

describe('a grant', () => {
  it('is one for a person and a client: revoking one account ends two labels, two apps and two auth configs', async () => {
    const sandbox = await testSandbox();
    const gmail = await ownConfig(sandbox, 'gmail', 'one');
    const sheets = await ownConfig(sandbox, 'googlesheets', 'one');
    const again = await ownConfig(sandbox, 'gmail', 'one');
    const other = await ownConfig(sandbox, 'gmail', 'two');
    const [first, ...same] = [
      await approved(sandbox, gmail),
      await approved(sandbox, gmail),
      await approved(sandbox, sheets),
      await approved(sandbox, again),
    ];
    const kept = [await approved(sandbox, other), await approved(sandbox, gmail, GRACE)];
    await sandbox.api('POST', `/connected_accounts/${first}/revoke`);
    expect(working(sandbox)).toEqual(kept);
    for (const id of same) {
      expect(sandbox.control.account(id)).toMatchObject({
        status: 'EXPIRED',
        statusReason: 'Permanent auth error during token refresh',
      });
    }
  });

  it('of the service’s own client is shared with other customers, and ends for them too', async () => {
    const sandbox = await testSandbox();
    const id = await approved(sandbox, await sandbox.authConfig('slack'));
    const [theirs, unconcerned] = [
      sandbox.control.addForeignGrant('slack', 'ADA@example.com'),
      sandbox.control.addForeignGrant('slack', GRACE.email),
    ];
    await sandbox.api('DELETE', `/connected_accounts/${id}?revoke_on_delete=true`);
    expect(working(sandbox)).toEqual([unconcerned]);
    expect(sandbox.control.tokens().find(({ accountId }) => accountId === theirs)).toMatchObject({ of: 'foreign' });
  });

  it('stays when the account is deleted without a revocation, and a new approval outlives an earlier one’s end', async () => {
    const sandbox = await testSandbox();
    const config = await ownConfig(sandbox, 'gmail', 'one');
    const first = await approved(sandbox, config);
    await sandbox.api('DELETE', `/connected_accounts/${first}`);
    expect(sandbox.control.tokens()).toMatchObject([{ accountId: first, works: true, of: 'deleted' }]);
    const second = await approved(sandbox, config);
    await sandbox.api('POST', `/connected_accounts/${second}/revoke`);
    expect(working(sandbox)).toEqual([]);
    const third = await approved(sandbox, config);
    expect(working(sandbox)).toEqual([third]);
  });

  it('is told of on the control routes and the control page', async () => {
    const sandbox = await testSandbox();
    const { body } = await sandbox.api('POST', '/sandbox/control/foreign-grant', {
      toolkit: 'slack',
      person: ADA.email,
    });
    expect((await sandbox.api('GET', '/sandbox/tokens')).body).toMatchObject({
      items: [{ accountId: body['id'], works: true, of: 'foreign' }],
    });
    expect(await (await fetch(`${sandbox.url}/sandbox`)).text()).toContain('Another product');
  });
});

describe('an auth config', () => {
  it('shows its client’s id only where that is switched on', async () => {
    const sandbox = await testSandbox();
    const id = await ownConfig(sandbox, 'gmail', 'one');
    const shown = async () => (await sandbox.api('GET', `/auth_configs/${id}`)).body['credentials'];
    expect(await shown()).toEqual({ client_id: 'REDACTED', client_secret: 'REDACTED' });
    await sandbox.api('POST', '/sandbox/control/switches', { showClientIds: true });
    expect(await shown()).toEqual({ client_id: 'one', client_secret: 'REDACTED' });
  });
});
