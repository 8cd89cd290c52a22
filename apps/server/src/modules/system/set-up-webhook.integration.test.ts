import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { applyFixes } from '../../doctor/apply-fixes.ts';
import { setUpWebhook } from './set-up-webhook.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
  ada = await app.admin();
});
afterAll(() => app[Symbol.asyncDispose]());

const webhookCheck = async () =>
  (await ada.trpc.system.health.query()).checks.find(({ name }) => name === 'webhook') ?? null;
/** After a change elsewhere, waits until the cached responses have expired. */
const webhookCheckLater = () => {
  app.clock.advance(30_000);
  return webhookCheck();
};
const register = () => ada.trpc.system.registerWebhook.mutate();

describe('registering the webhook manually', () => {
  it('is not for workspace owners, because every person who signs up is one', async () => {
    const owner = await app.person('Mary Shelley');
    expect(await codeOf(owner.trpc.system.registerWebhook.mutate())).toBe('INSTALLATION_ADMIN_ONLY');
    expect(await app.deps.provider.readWebhook()).toBeNull();
  });

  it('reports that the provider cannot be reached', async () => {
    app.sandbox.control.faults.set([{ match: { path: '/webhook_subscriptions*' }, status: 503 }]);
    expect(await codeOf(register())).toBe('PROVIDER_UNAVAILABLE');
    app.sandbox.control.faults.clear();
  });

  it('does what the check asks for, also when repeated', async () => {
    expect(await webhookCheck()).toMatchObject({ status: 'warning', fix: 'system.registerWebhook' });
    const url = `${app.deps.publicUrl}/webhooks/composio`;
    expect(await register()).toEqual({ url });
    expect(await register()).toEqual({ url });
    expect(await webhookCheck()).toMatchObject({ status: 'ok', fix: null });
  });

  it('leaves the subscription of another installation alone; the command line may move it', async () => {
    const elsewhere = 'https://elsewhere.example/webhooks/composio';
    await app.deps.provider.ensureWebhook({ url: elsewhere, events: ['composio.trigger.message'] });
    expect(await codeOf(register())).toBe('WEBHOOK_ELSEWHERE');
    expect(await app.deps.provider.readWebhook()).toMatchObject({ url: elsewhere });
    expect(await webhookCheckLater()).toMatchObject({ status: 'failed', fix: null });
    expect(await applyFixes(app.deps)).toContain('Fixed');
    expect(await webhookCheckLater()).toMatchObject({ status: 'ok' });
  });

  it('leaves a subscription alone whose secret was configured', async () => {
    const deps = { ...app.deps, webhookSecrets: ['whsec_given-by-hand'] };
    const actor = { kind: 'user', id: ada.user.id, name: ada.user.name } as const;
    await expect(setUpWebhook(deps, { actor })).rejects.toMatchObject({ code: 'WEBHOOK_SET_BY_HAND' });
    expect(await applyFixes(deps)).toContain('Nothing was fixed');
  });

  it('explains why nothing was fixed', async () => {
    app.sandbox.control.faults.set([{ match: {}, status: 401 }]);
    expect(await applyFixes(app.deps)).toMatch(/Nothing was fixed: .+/);
    app.sandbox.control.faults.clear();
    expect(await applyFixes({ ...app.deps, composio: null })).toContain('COMPOSIO_API_KEY');
  });
});
