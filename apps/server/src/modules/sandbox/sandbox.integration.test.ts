import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { startConnecting } from '../../../test/support/connect.ts';
import { listenToCommits } from '../../../test/support/triggers.ts';
import { registerWebhook } from '../inbound-webhooks/registration/register-webhook.ts';

const NOWHERE = '00000000-0000-7000-8000-000000000000';

describe('an installation on the built-in sandbox', () => {
  let app: TestApp;
  let ada: TestBrowser;
  let connectionId: string;

  beforeAll(async () => {
    app = await startTestApp({ env: { COMPOSIO_API_KEY: undefined, PATCHBAY_SANDBOX_PORT: 0 } });
    await registerWebhook(app.deps);
  });
  beforeEach(async () => {
    ada = await app.person();
    const { id, redirectUrl } = await startConnecting(ada, 'github');
    connectionId = id;
    await approveOnPage(ada, redirectUrl);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it('lets a trigger fire, and the event arrives', async () => {
    const { id: subscriptionId } = await listenToCommits(ada, connectionId);
    await app.runJobs();
    expect(await ada.trpc.sandbox.simulateEvent.mutate({ subscriptionId })).toEqual({ accepted: true });
    await app.runJobs();
    const { items } = await ada.trpc.events.list.query();
    expect(items).toMatchObject([{ connectionId, trigger: 'GITHUB_COMMIT_EVENT', verdict: 'accepted' }]);
  });

  it('says of a trigger that stopped that it does not listen', async () => {
    const { id: subscriptionId } = await listenToCommits(ada, connectionId);
    await ada.trpc.sandbox.expireGrant.mutate({ connectionId });
    await app.runJobs();
    expect(await codeOf(ada.trpc.sandbox.simulateEvent.mutate({ subscriptionId }))).toBe('TRIGGER_NOT_LISTENING');
  });

  it('lets a grant end, and the connection says so', async () => {
    await ada.trpc.sandbox.expireGrant.mutate({ connectionId });
    await app.runJobs();
    expect(await ada.trpc.connections.get.query({ id: connectionId })).toMatchObject({ status: 'expired' });
    expect(await codeOf(ada.trpc.sandbox.expireGrant.mutate({ connectionId }))).toBe('CONNECTION_NOT_ACTIVE');
  });

  it('receives events, breaks on purpose, and is healthy again when it is repaired', async () => {
    const { url } = await ada.trpc.sandbox.receiver.query();
    const { endpoint } = await ada.trpc.endpoints.create.mutate({ url });
    const test = async () => {
      await ada.trpc.endpoints.test.mutate({ id: endpoint.id });
      await app.runJobs();
      return (await ada.trpc.health.get.query()).endpoints.failing;
    };
    expect(await test()).toBe(0);
    await ada.trpc.sandbox.breakEndpoint.mutate({ endpointId: endpoint.id, broken: true });
    expect(await test()).toBe(1);
    await ada.trpc.sandbox.breakEndpoint.mutate({ endpointId: endpoint.id, broken: false });
    expect(await test()).toBe(0);
  });

  it('opens its receivers to endpoints, and no other address of this machine', async () => {
    const { url } = await ada.trpc.sandbox.receiver.query();
    const create = (address: string) => codeOf(ada.trpc.endpoints.create.mutate({ url: address }));
    const console = new URL('/sandbox/control/clock', url).href;
    expect(await create(console)).toBe('ENDPOINT_NOT_ALLOWED');
    expect(await create(`${url}/../../sandbox/control/clock`)).toBe('ENDPOINT_NOT_ALLOWED');
  });

  it('plays nothing for others, and nothing for viewers; its page is for installation admins', async () => {
    const { id: subscriptionId } = await listenToCommits(ada, connectionId);
    const { url } = await ada.trpc.sandbox.receiver.query();
    const { endpoint } = await ada.trpc.endpoints.create.mutate({ url });
    const plays = ({ trpc: { sandbox } }: TestBrowser) =>
      Promise.all(
        [
          sandbox.simulateEvent.mutate({ subscriptionId }),
          sandbox.expireGrant.mutate({ connectionId }),
          sandbox.breakEndpoint.mutate({ endpointId: endpoint.id, broken: true }),
        ].map(codeOf),
      );
    const mallory = await app.person('Mallory');
    expect(await plays(mallory)).toEqual(['SUBSCRIPTION_UNKNOWN', 'CONNECTION_UNKNOWN', 'ENDPOINT_UNKNOWN']);
    const theirs = await mallory.trpc.endpoints.create.mutate({ url });
    const breakTheirs = mallory.trpc.sandbox.breakEndpoint.mutate({ endpointId: theirs.endpoint.id, broken: true });
    expect(await codeOf(breakTheirs)).toBe('ENDPOINT_NOT_SANDBOX');
    const victor = await (await app.person('Victor')).join(ada, 'member');
    expect(await plays(victor)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    expect(await codeOf(mallory.trpc.sandbox.console.query())).toBe('INSTALLATION_ADMIN_ONLY');
    const root = await app.admin('Root');
    expect((await root.trpc.sandbox.console.query()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sandbox$/);
  });
});

describe('an installation with a Composio project', () => {
  it('plays nothing, for whomever: every call is refused before anything is looked up', async () => {
    await using app = await startTestApp({ catalog: false });
    const { sandbox } = (await app.admin()).trpc;
    const calls = [
      sandbox.console.query(),
      sandbox.receiver.query(),
      sandbox.simulateEvent.mutate({ subscriptionId: NOWHERE }),
      sandbox.expireGrant.mutate({ connectionId: NOWHERE }),
      sandbox.breakEndpoint.mutate({ endpointId: NOWHERE, broken: true }),
    ];
    expect(await Promise.all(calls.map(codeOf))).toEqual(Array(5).fill('SANDBOX_ONLY'));
  });
});

/** Approves on the sandbox's own page, as a browser would: this sandbox is inside the server. */
async function approveOnPage(browser: TestBrowser, link: string): Promise<void> {
  const page = await (await fetch(link)).text();
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const body = new URLSearchParams(Object.fromEntries(fields.map(([, name, value]) => [name ?? '', value ?? ''])));
  for (const [name, value] of Object.entries({ decision: 'approve', person: 'other', email: 'ada@example.com' }))
    body.set(name, value);
  const answer = await fetch(link, { method: 'POST', body, redirect: 'manual' });
  await browser.comeBack(answer.headers.get('location') ?? '');
}
