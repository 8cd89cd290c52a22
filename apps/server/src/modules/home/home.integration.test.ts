import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connected } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { listenToCommits, upstreamTriggers } from '../../../test/support/triggers.ts';
import { registerWebhook } from '../inbound-webhooks/registration/register-webhook.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ env: { ALLOW_PRIVATE_ENDPOINTS: true } });
  await registerWebhook(app.deps);
});
beforeEach(async () => {
  app.sandbox.control.faults.clear();
  ada = await app.person();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Connects GitHub, listens to commits, and lets one arrive. */
async function receiveCommit(browser: TestBrowser) {
  const connection = await connected(app, browser, 'github');
  await listenToCommits(browser, connection.id);
  await app.runJobs();
  const [trigger] = await upstreamTriggers(app, connection.account?.id ?? '');
  await app.sandbox.control.fire(trigger?.id ?? '');
  await app.runJobs();
}

/** Two days, the second of which began an hour ago. */
const days = () => {
  const today = app.clock.now().getTime() - 60 * 60 * 1000;
  return [today - DAY_MS, today].map((ms) => new Date(ms).toISOString());
};
const activity = (browser = ada) => browser.trpc.home.activity.query({ days: days() });

const NOTHING = { days: Array.from({ length: 2 }, () => ({ count: 0, failed: 0 })), apps: [], isCapped: false };

describe('the activity of a workspace', () => {
  it('is nothing on each day of a new one', async () => {
    expect(await activity()).toEqual({ events: NOTHING, calls: NOTHING });
  });

  it('counts events on the day on which they arrived, by app, and those that were not delivered', async () => {
    await ada.trpc.endpoints.create.mutate({ url: 'http://127.0.0.1:9/' });
    await receiveCommit(ada);
    const gitHub = { slug: 'github', name: 'GitHub' };
    expect((await activity()).events).toEqual({
      days: [
        { count: 0, failed: 0 },
        { count: 1, failed: 0 },
      ],
      apps: [{ app: gitHub, count: 1, failed: 0 }],
      isCapped: false,
    });
    const [endpoint] = (await ada.trpc.endpoints.list.query()).items;
    await ada.trpc.endpoints.update.mutate({ id: endpoint?.id ?? '', enabled: false });
    expect((await activity()).events).toMatchObject({ days: [{}, { failed: 1 }], apps: [{ app: gitHub, failed: 1 }] });
    expect((await activity(await app.person('Grace Hopper'))).events).toEqual(NOTHING);
  });

  it('counts action calls, and those that failed', async () => {
    const { id: connectionId } = await connected(app, ada, 'slack');
    const input = { connectionId, action: 'SLACK_SEND_MESSAGE', arguments: { channel: '#general', text: 'Hello' } };
    await ada.trpc.actions.execute.mutate(input);
    const body = { successful: false, data: {}, error: 'down for maintenance', log_id: 'log_1' };
    app.sandbox.control.faults.set([{ match: { path: /tools\/execute/ }, status: 200, body }]);
    await ada.trpc.actions.execute.mutate(input);
    expect((await activity()).calls).toMatchObject({
      days: [{ count: 0 }, { count: 2, failed: 1 }],
      apps: [{ app: { slug: 'slack' }, count: 2, failed: 1 }],
    });
  });

  it('takes days in their order, and at most a month', async () => {
    const ask = (asked: string[]) => codeOf(ada.trpc.home.activity.query({ days: asked }));
    expect(await ask(days().toReversed())).toBe('INPUT_INVALID');
    expect(await ask([])).toBe('ok');
    const many = Array.from({ length: 32 }, (_, n) => new Date(n * DAY_MS).toISOString());
    expect(await ask(many)).toBe('INPUT_INVALID');
  });
});

describe('the checklist of a new workspace', () => {
  const steps = async () => (await ada.trpc.home.checklist.query()).steps;

  it('ends with an event that arrives, and ticks each step on the way', async () => {
    expect(Object.values(await steps())).toEqual(Array(5).fill(false));
    await receiveCommit(ada);
    expect(await steps()).toMatchObject({
      connected: true,
      triggerEnabled: true,
      eventReceived: true,
      actionRun: false,
    });
    await ada.trpc.serviceKeys.create.mutate({ name: 'Billing', scopes: ['connections:read'] });
    expect(await steps()).toMatchObject({ keyOrEndpoint: true });
    expect((await ada.trpc.home.checklist.query()).next).toMatchObject({
      app: 'GitHub',
      subscriptionId: expect.any(String),
    });
  });

  it('is put away by each person for themselves, in one workspace, for good', async () => {
    const grace = await (await app.person('Grace Hopper')).join(ada, 'viewer');
    await ada.trpc.home.dismissChecklist.mutate();
    await ada.trpc.home.dismissChecklist.mutate();
    expect((await ada.trpc.home.checklist.query()).isDismissed).toBe(true);
    expect((await grace.trpc.home.checklist.query()).isDismissed).toBe(false);
    const other = await ada.trpc.workspaces.create.mutate({ name: 'Another' });
    ada.workspaceId = other.id;
    expect((await ada.trpc.home.checklist.query()).isDismissed).toBe(false);
  });
});
