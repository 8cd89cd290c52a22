import { describe, expect, it } from 'vitest';
import { items, testSandbox } from '../test-support/test-sandbox.ts';

const webhook_url = 'http://127.0.0.1:3000/webhooks/composio';

describe('/webhook_subscriptions', () => {
  it('tells the secret at creation and rotation only', async () => {
    const sandbox = await testSandbox();
    const { status, body } = await sandbox.api('POST', '/webhook_subscriptions', { webhook_url });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      webhook_url,
      version: 'V3',
      enabled_events: ['composio.trigger.message'],
      secret: expect.any(String),
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect(items(await sandbox.api('GET', '/webhook_subscriptions?limit=1'))[0]).not.toHaveProperty('secret');
    const rotated = await sandbox.api('POST', `/webhook_subscriptions/${String(body['id'])}/rotate_secret`);
    expect(rotated.body).toEqual({ id: body['id'], secret: expect.any(String) });
    expect(rotated.body['secret']).not.toBe(body['secret']);
  });

  it('changes what is given and leaves the rest', async () => {
    const sandbox = await testSandbox();
    const { body } = await sandbox.api('POST', '/webhook_subscriptions', { webhook_url });
    const enabled_events = ['composio.connected_account.expired'];
    const changed = await sandbox.api('PATCH', `/webhook_subscriptions/${String(body['id'])}`, { enabled_events });
    expect(changed.body).toMatchObject({ webhook_url, enabled_events, version: 'V3' });
  });

  it('allows one subscription, known events and web addresses only', async () => {
    const sandbox = await testSandbox();
    const create = async (input: object): Promise<number> =>
      (await sandbox.api('POST', '/webhook_subscriptions', input)).status;
    expect(await create({ webhook_url: 'ftp://a.test' })).toBe(400);
    expect(await create({ webhook_url, enabled_events: ['nothing'] })).toBe(400);
    expect(await create({ webhook_url })).toBe(201);
    expect(await create({ webhook_url })).toBe(400);
  });

  it('lists the events there are', async () => {
    const sandbox = await testSandbox();
    const events = items(await sandbox.api('GET', '/webhook_subscriptions/event_types'));
    expect(events.map((event) => event['event_type'])).toContain('composio.connected_account.expired');
  });
});
