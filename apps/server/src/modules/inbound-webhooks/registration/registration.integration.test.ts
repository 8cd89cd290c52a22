import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { post, triggerMessage } from '../../../../test/support/webhook.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { registerWebhook } from './register-webhook.ts';
import { secretContext } from './webhook-secrets.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});

afterAll(() => app[Symbol.asyncDispose]());

async function secret(): Promise<string> {
  const [row] = await executeSql<{ sealed: string }>(
    app.deps.orm.em.fork(),
    'select secret_sealed as sealed from webhook_sources',
  );
  return row ? app.deps.vault.open(row.sealed, secretContext('secret_sealed')) : '';
}

const send = async (signedWith: string) =>
  (await post(app, { body: triggerMessage({ accountId: 'ca_1' }), secret: signedWith })).status;

describe('the webhook that we register', () => {
  it('is not ready before it is registered, and works from then on', async () => {
    expect(await send('whsec_anything-at-all')).toBe(503);
    await registerWebhook(app.deps);
    const webhook = await app.deps.provider.readWebhook();
    expect(webhook).toMatchObject({
      url: `${app.url}/webhooks/composio`,
      events: expect.arrayContaining(['composio.connected_account.expired']),
    });
    await expect.poll(async () => send(await secret()), { timeout: 7_000 }).toBe(200);
  });

  it('keeps its secret when it is registered again, although the provider does not reveal it again', async () => {
    const before = await secret();
    await registerWebhook(app.deps);
    expect(await secret()).toBe(before);
  });

  it('requests a new secret when ours is lost, and accepts the previous one for a day', async () => {
    const before = await secret();
    const em = app.deps.orm.em.fork();
    await executeSql(em, `update webhook_sources set subscription_id = 'we_of-a-restored-backup'`);
    await registerWebhook(app.deps);
    const after = await secret();
    expect(after).not.toBe(before);
    await expect.poll(() => send(after), { timeout: 7_000 }).toBe(200);
    expect(await send(before)).toBe(200);
  });

  it('is sealed in the table', async () => {
    const rows = JSON.stringify(await executeSql(app.deps.orm.em.fork(), 'select * from webhook_sources'));
    expect(rows).not.toContain(await secret());
    expect(rows).not.toContain('whsec');
  });
});
