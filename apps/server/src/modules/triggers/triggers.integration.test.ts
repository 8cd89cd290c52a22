import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { approve, connectAgain, connected } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { COMMITS, listenToCommits, upstreamTriggers } from '../../../test/support/triggers.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import { sweepTriggers } from './sweep-triggers.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  app.sandbox.control.faults.clear();
  await app.runJobs();
  ada = await app.person();
});

afterAll(() => app[Symbol.asyncDispose]());

const enable = (connectionId: string, config: Record<string, string>, trigger = COMMITS) =>
  ada.trpc.triggers.enable.mutate({ connectionId, trigger, config });
const list = async (connectionId: string) => (await ada.trpc.triggers.list.query({ connectionId })).items;
const PULL_REQUESTS = 'GITHUB_PULL_REQUEST_EVENT';
const DELETION = { method: 'DELETE', path: '/trigger_instances/manage/*' };
const UPSERT = { method: 'POST', path: '/trigger_instances/*' };

async function github(): Promise<{ id: string; accountId: string }> {
  const { id, account } = await connected(app, ada, 'github');
  return { id, accountId: account?.id ?? '' };
}

const upstream = async (accountId: string) =>
  (await upstreamTriggers(app, accountId)).map(
    ({ trigger_name: name, disabled_at: off }) => `${name} ${off ? 'off' : 'on'}`,
  );

describe('enabling', () => {
  it('creates the trigger at the provider right away', async () => {
    const { id, accountId } = await github();
    const trigger = await listenToCommits(ada, id);
    expect(trigger).toMatchObject({
      state: 'on',
      problem: null,
      config: { owner: 'ada', repo: 'engine' },
      app: 'github',
    });
    expect(await upstream(accountId)).toEqual([`${COMMITS} on`]);
    expect(await list(id)).toEqual([trigger]);
  });

  it('is the same for the same configuration, and another for another one', async () => {
    const { id, accountId } = await github();
    const first = await listenToCommits(ada, id);
    expect((await listenToCommits(ada, id)).id).toBe(first.id);
    await listenToCommits(ada, id, 'difference');
    expect(await upstream(accountId)).toEqual([`${COMMITS} on`, `${COMMITS} on`]);
  });

  it('eight times concurrently creates one subscription: of two at once, one failed with a 500', async () => {
    const { id, accountId } = await github();
    const asked = await Promise.all(Array.from({ length: 8 }, () => listenToCommits(ada, id)));
    expect(new Set(asked.map((trigger) => trigger.id)).size).toBe(1);
    expect(await upstream(accountId)).toEqual([`${COMMITS} on`]);
    const disabled = await Promise.all(
      [1, 2, 3].map(() => codeOf(ada.trpc.triggers.disable.mutate({ id: asked[0]!.id }))),
    );
    expect(new Set(disabled)).toEqual(new Set(['ok', 'SUBSCRIPTION_UNKNOWN']));
    await app.runJobs();
    expect(await upstream(accountId)).toEqual([]);
  });

  it('checks the configuration against the trigger’s schema, field by field', async () => {
    const { id } = await github();
    await expect(enable(id, { owner: 'ada' })).rejects.toMatchObject({
      data: { errorCode: 'INPUT_INVALID', fields: { 'config.repo': expect.any(String) } },
    });
    expect(await list(id)).toEqual([]);
  });

  it.each([
    ['half a character', '{"owner":"a\\ud800","repo":"b"}'],
    ['4,000 levels', `{"owner":"a","repo":"b","deep":${'['.repeat(4_000)}${']'.repeat(4_000)}}`],
  ])('refuses %s, which answered 500', async (_, config) => {
    const { id } = await github();
    const parsed = JSON.parse(config) as Record<string, string>;
    expect(await codeOf(enable(id, parsed))).toBe('INPUT_INVALID');
    expect(await list(id)).toEqual([]);
  });

  it('requires a connected connection of this workspace, and a trigger of its app', async () => {
    const { id } = await github();
    expect(await codeOf(enable(id, {}, 'SLACK_RECEIVE_MESSAGE'))).toBe('TRIGGER_UNKNOWN');
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'github', label: 'other' });
    expect(await codeOf(enable(connection.id, { owner: 'a', repo: 'b' }))).toBe('CONNECTION_NOT_CONNECTED');
    ada = await app.person('Mallory');
    expect(await codeOf(enable(id, { owner: 'a', repo: 'b' }))).toBe('CONNECTION_UNKNOWN');
    expect(await list(id)).toEqual([]);
  });

  it('is finished by a job when the provider is unavailable', async () => {
    const { id, accountId } = await github();
    app.sandbox.control.faults.set([{ match: UPSERT, status: 503 }]);
    expect((await listenToCommits(ada, id)).state).toBe('waiting');
    app.sandbox.control.faults.clear();
    await app.runJobs();
    expect((await list(id))[0]?.state).toBe('on');
    expect(await upstream(accountId)).toEqual([`${COMMITS} on`]);
  });

  it('creates no second instance when the provider’s response is lost', async () => {
    const { id, accountId } = await github();
    app.sandbox.control.faults.set([{ match: UPSERT, cut: true, afterWork: true }]);
    await listenToCommits(ada, id);
    app.sandbox.control.faults.clear();
    await app.runJobs();
    expect(await upstream(accountId)).toEqual([`${COMMITS} on`]);
  });

  it('does not block others when it cannot be finished', async () => {
    const { id, accountId } = await github();
    app.sandbox.control.faults.set([
      { match: { method: 'POST', path: `/trigger_instances/${COMMITS}/upsert` }, status: 503 },
    ]);
    await listenToCommits(ada, id);
    await enable(id, { owner: 'ada', repo: 'engine' }, PULL_REQUESTS);
    expect(await upstream(accountId)).toEqual([`${PULL_REQUESTS} on`]);
    await executeSql(
      app.deps.orm.em.fork(),
      `update trigger_subscriptions set state = 'waiting', upstream_id = null
                                                where trigger_slug = '${PULL_REQUESTS}' returning id`,
    );
    await ada.trpc.triggers.disable.mutate({
      id: (await list(id)).find(({ trigger }) => trigger.slug === COMMITS)!.id,
    });
    await listenToCommits(ada, id);
    await expect(app.runJobs()).rejects.toThrow();
    expect((await list(id)).map(({ state }) => state).toSorted()).toEqual(['on', 'waiting']);
    await executeSql(app.deps.orm.em.fork(), `delete from pgboss.job where name = 'settle-triggers'`);
  });

  it('reports a refusal by the provider, and retries on request', async () => {
    const { id } = await github();
    app.sandbox.control.faults.set([{ match: UPSERT, status: 400 }]);
    expect(await listenToCommits(ada, id)).toMatchObject({ state: 'waiting', problem: 'refused' });
    app.sandbox.control.faults.clear();
    expect(await listenToCommits(ada, id)).toMatchObject({ state: 'on', problem: null });
  });

  it('is for admins only', async () => {
    const { id } = await github();
    const member = await (await app.person('Charles Babbage')).join(ada, 'member');
    expect(await codeOf(listenToCommits(member, id))).toBe('FORBIDDEN');
    expect((await member.trpc.triggers.list.query({ connectionId: id })).items).toEqual([]);
  });
});

describe('disabling', () => {
  it('deletes the trigger at the provider', async () => {
    const { id, accountId } = await github();
    const trigger = await listenToCommits(ada, id);
    await ada.trpc.triggers.disable.mutate({ id: trigger.id });
    expect(await upstream(accountId)).toEqual([]);
    expect(await list(id)).toEqual([]);
    expect(await codeOf(ada.trpc.triggers.disable.mutate({ id: trigger.id }))).toBe('SUBSCRIPTION_UNKNOWN');
  });

  it('and enabling again while the provider deletes it: it was shown as on, and dead there', async () => {
    const { id, accountId } = await github();
    const trigger = await listenToCommits(ada, id);
    app.sandbox.control.faults.set([{ match: DELETION, delayMs: 300, times: 1 }]);
    const asked = app.sandbox.control.requests().length;
    const disabled = ada.trpc.triggers.disable.mutate({ id: trigger.id });
    await vi.waitFor(() => expect(app.sandbox.control.requests().length).toBeGreaterThan(asked));
    await listenToCommits(ada, id);
    await disabled;
    await app.runJobs({ early: true });
    expect((await list(id)).map(({ state }) => state)).toEqual(['on']);
    expect(await upstream(accountId)).toEqual([`${COMMITS} on`]);
  });

  it('and enabling again after the response to the deletion was lost', async () => {
    const { id, accountId } = await github();
    const trigger = await listenToCommits(ada, id);
    app.sandbox.control.faults.set([{ match: DELETION, cut: true, afterWork: true }]);
    await ada.trpc.triggers.disable.mutate({ id: trigger.id });
    app.sandbox.control.faults.clear();
    await listenToCommits(ada, id);
    await app.runJobs({ early: true });
    expect(await upstream(accountId)).toEqual([`${COMMITS} on`]);
  });

  it('is retried by the hourly sweep when its job gave up', async () => {
    const { id, accountId } = await github();
    const trigger = await listenToCommits(ada, id);
    // The job that follows up on the return is not one of those counted below.
    await app.runJobs({ early: true });
    app.sandbox.control.faults.set([{ match: DELETION, status: 503 }]);
    await ada.trpc.triggers.disable.mutate({ id: trigger.id });
    app.sandbox.control.faults.clear();
    await executeSql(app.deps.orm.em.fork(), `delete from pgboss.job where name = 'settle-triggers'`);
    await sweepTriggers(app.deps, app.deps.orm.em);
    expect(await app.runJobs()).toBe(0);
    app.clock.advance(60 * 60 * 1000 + 1);
    await sweepTriggers(app.deps, app.deps.orm.em);
    await app.runJobs();
    expect(await upstream(accountId)).toEqual([]);
  });

  it('is finished by a job when the provider is unavailable, and not shown until then', async () => {
    const { id, accountId } = await github();
    const trigger = await listenToCommits(ada, id);
    app.sandbox.control.faults.set([{ match: { method: 'DELETE' }, status: 503 }]);
    await ada.trpc.triggers.disable.mutate({ id: trigger.id });
    expect(await list(id)).toEqual([]);
    app.sandbox.control.faults.clear();
    await app.runJobs();
    expect(await upstream(accountId)).toEqual([]);
  });
});

describe('a connection’s triggers', () => {
  it('pause with its grant and resume with the new one, on the new account', async () => {
    const { id, accountId } = await github();
    await listenToCommits(ada, id);
    app.sandbox.control.setAccountStatus(accountId, 'EXPIRED', 'the refresh token is dead');
    await ada.trpc.connections.refresh.mutate({ id });
    await app.runJobs();
    expect(await upstream(accountId)).toEqual([`${COMMITS} off`]);
    expect((await list(id))[0]?.state).toBe('paused');

    const { redirectUrl } = await connectAgain(ada, id);
    await approve(app, ada, redirectUrl);
    await app.runJobs();
    const { account } = await ada.trpc.connections.get.query({ id });
    expect(account?.id).not.toBe(accountId);
    expect(await upstream(account?.id ?? '')).toEqual([`${COMMITS} on`]);
    expect(await upstream(accountId)).toEqual([]);
    expect((await list(id))[0]?.state).toBe('on');
  });

  it('are deleted before the account when it is disconnected', async () => {
    const { id, accountId } = await github();
    await listenToCommits(ada, id);
    app.sandbox.control.clearRequests();
    await ada.trpc.connections.disconnect.mutate({ id });
    await app.runJobs();
    const deleted = app.sandbox.control.requests().filter(({ method }) => method === 'DELETE');
    expect(deleted.map(({ path }) => path.replace(/^\/api\/v3\.1/, '').split('/')[1])).toEqual([
      'trigger_instances',
      'connected_accounts',
    ]);
    expect(await upstream(accountId)).toEqual([]);
    expect(await list(id)).toEqual([]);
  });
});

const set = (automatic: boolean, config = {}) =>
  ada.trpc.triggers.setAutomatic.mutate({ app: 'github', trigger: COMMITS, automatic, config });

describe('automatic triggers', () => {
  it('are enabled by connecting, and only then', async () => {
    const config = { owner: 'ada', repo: 'engine' };
    await ada.trpc.triggers.setAutomatic.mutate({ app: 'github', trigger: COMMITS, automatic: true, config });
    const { id, accountId } = await github();
    await app.runJobs();
    expect(await upstream(accountId)).toEqual([`${COMMITS} on`]);
    const [trigger] = await list(id);
    expect(trigger).toMatchObject({ config, createdBy: { name: 'Ada Lovelace' } });

    await ada.trpc.triggers.disable.mutate({ id: trigger?.id ?? '' });
    const { redirectUrl } = await connectAgain(ada, id);
    await approve(app, ada, redirectUrl);
    await app.runJobs();
    expect(await list(id)).toEqual([]);
  });

  it('are validated like all others, and can be removed', async () => {
    expect(await codeOf(set(true))).toBe('INPUT_INVALID');
    expect((await set(true, { owner: 'a', repo: 'b' })).items).toHaveLength(1);
    expect((await set(false)).items).toEqual([]);
  });
});
