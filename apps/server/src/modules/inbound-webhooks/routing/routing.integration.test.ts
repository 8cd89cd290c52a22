import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { approve, connectAgain, connected, linkToken, startConnecting } from '../../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../../test/support/test-browser.ts';
import { listenToCommits, upstreamTriggers } from '../../../../test/support/triggers.ts';
import { post, triggerMessage, type TriggerFacts, WEBHOOK_SECRET } from '../../../../test/support/webhook.ts';
import { poolOf } from '../../../platform/orm/database.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { INBOX_TOPIC } from '../receiving/inbox.ts';
import { runRetention } from '../run-retention.ts';
import { reconsiderAccount } from './unmatched-messages.ts';

let app: TestApp;
let ada: TestBrowser;
let connectionId: string;
let accountId: string;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET } });
});

beforeEach(async () => {
  app.sandbox.control.faults.clear();
  ada = await app.person();
  const connection = await connected(app, ada, 'github');
  connectionId = connection.id;
  accountId = connection.account?.id ?? '';
  await listenToCommits(ada, connectionId);
});

afterAll(() => app[Symbol.asyncDispose]());

async function fire(facts: Partial<TriggerFacts> = {}, id?: string): Promise<void> {
  const body = triggerMessage({ accountId, workspaceId: ada.workspaceId, triggerId: 'ti_x', ...facts });
  expect((await post(app, { body, ...(id && { id }) })).status).toBe(200);
}

const send = (type: string, data: object) =>
  post(app, { body: JSON.stringify({ id: 'evt_1', timestamp: '2026-11-22T10:30:00Z', type, metadata: {}, data }) });
const events = async (browser = ada) => (await browser.trpc.events.list.query()).items;
const status = async () => (await ada.trpc.connections.get.query({ id: connectionId })).status;

async function verdictOf(messageId: string): Promise<string> {
  const pool = await poolOf(app.deps.orm);
  const { rows } = await pool.query(
    `select case when exists (select from webhook_unmatched s where s.id = i.id) then 'unknown' else verdict end as verdict
       from webhook_inbox i where message_id = $1`,
    [messageId],
  );
  return (rows as { verdict: string }[])[0]?.verdict ?? 'nothing';
}

async function waitsForLock(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query(
    `select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.length > 0;
}

const expired = () =>
  send('composio.connected_account.expired', { id: accountId, user_id: ada.workspaceId, status: 'EXPIRED' });

describe('a trigger message', () => {
  it('becomes an event of its workspace, with all that the app sent', async () => {
    const data = { message: 'fix', odd: '\u0000 \ud800', deep: [{ a: null }] };
    await fire({ data });
    await app.runJobs();
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      connectionId,
      app: { slug: 'github', name: 'GitHub' },
      trigger: 'GITHUB_COMMIT_EVENT',
      verdict: 'accepted',
      happenedAt: '2026-11-22T10:30:00.000Z',
    });
    expect((await ada.trpc.events.get.query({ id: event?.id ?? '' })).payload).toEqual(data);
  });

  it('becomes one event, however often it arrives', async () => {
    for (let times = 3; times > 0; times -= 1) await fire({}, `msg_${connectionId}`);
    await Promise.all([app.runJobs(), app.deps.backlogs.drain(), app.deps.backlogs.drain()]);
    expect(await events()).toHaveLength(1);
  });

  it('for a trigger that was never enabled is kept as unknown', async () => {
    await fire({ slug: 'GITHUB_STAR_ADDED_EVENT' });
    await app.runJobs();
    expect((await events()).map(({ verdict }) => verdict)).toEqual(['unknown']);
  });

  it('that names our account and another workspace is shown to neither', async () => {
    const mallory = await app.person('Mallory');
    await fire({ workspaceId: mallory.workspaceId }, `msg_f${connectionId}`);
    await app.runJobs();
    expect([await events(), await events(mallory)]).toEqual([[], []]);
    expect(await verdictOf(`msg_f${connectionId}`)).toBe('foreign');
  });

  it('that fails by itself becomes a dead letter, blocks no other message, and is retried at night', async () => {
    const pool = await poolOf(app.deps.orm);
    const [bad, good] = [`msg_b${connectionId}`, `msg_g${connectionId}`];
    await pool.query(
      `create function fail_of_a_fault() returns trigger language plpgsql as $$
       begin if new.message_id = '${bad}' then raise exception 'a fault of ours'; end if; return new; end $$`,
    );
    await pool.query('create trigger fault before insert on events for each row execute function fail_of_a_fault()');
    await fire({}, bad);
    await fire({}, good);
    await app.runJobs();
    const ids = async () => {
      const answer = await pool.query<{ id: string }>(
        `select message_id as id from events where connection_id = $1 and type = 'trigger.message' order by id`,
        [connectionId],
      );
      return answer.rows.map(({ id }) => id);
    };
    expect(await ids()).toEqual([good]);
    const { rows } = await pool.query('select reason from webhook_dead_letters');
    expect(rows).toEqual([{ reason: expect.stringContaining('a fault of ours') as string }]);

    await pool.query('drop function fail_of_a_fault() cascade');
    const notify = vi.spyOn(app.deps.changes, 'notify');
    await runRetention(app.deps);
    expect(notify).toHaveBeenCalledWith(INBOX_TOPIC);
    notify.mockRestore();
    await app.runJobs();
    expect(await ids()).toEqual([bad, good]);
  });

  it('that nests too deeply is kept as malformed: serializing it again would overflow the stack', async () => {
    const deep = (levels: number) => `{"id":"msg_x","x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    const body = triggerMessage({ accountId, workspaceId: ada.workspaceId, data: { here: 1 } }).replace(
      '"here":1',
      `"here":${deep(200_000)}`,
    );
    expect(await (await post(app, { body })).json()).toEqual({ outcome: 'malformed' });
    await fire();
    await app.runJobs();
    expect(await events()).toHaveLength(1);
  });

  it('for an unknown account waits until the account is connected', async () => {
    const { id, redirectUrl } = await startConnecting(ada, 'gmail');
    const account = app.sandbox.control.accounts().find(({ linkToken: token }) => token === linkToken(redirectUrl));
    const early = `msg_u${id}`;
    await fire({ accountId: account?.id ?? '' }, early);
    await app.runJobs();
    expect([await verdictOf(early), await events()]).toEqual(['unknown', []]);
    const notify = vi.spyOn(app.deps.changes, 'notify');
    await approve(app, ada, redirectUrl);
    expect(notify).toHaveBeenCalledWith(INBOX_TOPIC); // otherwise it would wait for the next poll
    notify.mockRestore();
    await app.runJobs();
    expect([await verdictOf(early), (await events()).length]).toEqual(['accepted', 1]);
  });

  it('for an account that is connected while it is being routed arrives', async () => {
    const pool = await poolOf(app.deps.orm);
    const early = `msg_r${connectionId}`;
    await fire({ accountId: `ca_r${connectionId}` }, early);
    const connecting = app.deps.orm.em.fork();
    await connecting.begin();
    await executeSql(
      connecting,
      'update entity_connections set connection_id = $1 where workspace_id = $2 and id = $3',
      [`ca_r${connectionId}`, ada.workspaceId, connectionId],
    );
    await reconsiderAccount(connecting, `ca_r${connectionId}`);
    let isRouted = false;
    const routing = app.deps.backlogs.drain().finally(() => (isRouted = true));
    await expect.poll(async () => isRouted || (await waitsForLock(pool)), { interval: 5 }).toBe(true);
    await connecting.commit();
    await routing;
    expect([await verdictOf(early), (await events()).length]).toEqual(['accepted', 1]);
  });

  it('for an account that a reconnect has replaced still arrives', async () => {
    await approve(app, ada, (await connectAgain(ada, connectionId)).redirectUrl);
    await fire();
    await app.runJobs();
    expect(await events()).toHaveLength(1);
  });

  it('is listed with its connection’s label and the time of its last event', async () => {
    const lastEvents = async () => (await ada.trpc.connections.list.query()).lastEvents;
    expect(await lastEvents()).toEqual({});
    await ada.trpc.connections.rename.mutate({ id: connectionId, label: 'Engines' });
    await fire();
    app.clock.advance(60_000);
    await fire();
    await app.runJobs();
    const [last] = await events();
    expect(last).toMatchObject({ connectionId, connectionLabel: 'Engines' });
    expect(await lastEvents()).toEqual({ [connectionId]: last?.receivedAt });
  });

  it('is not readable by another workspace', async () => {
    await fire();
    await app.runJobs();
    const [event] = await events();
    const mallory = await app.person('Mallory');
    expect(await codeOf(mallory.trpc.events.get.query({ id: event?.id ?? '' }))).toBe('EVENT_UNKNOWN');
    expect(await events(mallory)).toEqual([]);
  });

  it('is found by app, trigger, connection and verdict, page by page', async () => {
    for (let times = 5; times > 0; times -= 1) await fire();
    await app.runJobs();
    const first = await ada.trpc.events.list.query({ app: 'github', connectionId, verdict: 'accepted', limit: 3 });
    expect(first.items).toHaveLength(3);
    const rest = await ada.trpc.events.list.query({ limit: 3, cursor: first.nextCursor ?? '' });
    expect(rest.items).toHaveLength(2);
    expect(rest.nextCursor).toBeNull();
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(5);
    expect((await ada.trpc.events.list.query({ trigger: 'OTHER' })).items).toEqual([]);
  });
});

it('is not counted as routed when the commit fails: it was counted twice after the retry', async () => {
  const pool = await poolOf(app.deps.orm);
  await pool.query(`
    create function fail_at_commit() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$;
    create constraint trigger fail_at_commit after insert on webhook_unmatched
      deferrable initially deferred for each row execute function fail_at_commit()`);
  const unknown = async () => {
    const { values } = await app.deps.webhookMetrics.routed.get();
    return values.find(({ labels }) => labels.verdict === 'unknown')?.value ?? 0;
  };
  const before = await unknown();
  await fire({ accountId: 'ca_not_ours' });
  await app.runJobs();
  expect(await unknown()).toBe(before);
  await pool.query('drop function fail_at_commit() cascade');
  await runRetention(app.deps);
  await app.runJobs();
  expect(await unknown()).toBe(before + 1);
});

describe('a message that reports the end of a grant', () => {
  it('is trusted when the provider says the same', async () => {
    app.sandbox.control.setAccountStatus(accountId, 'EXPIRED', 'the refresh token is dead');
    expect((await expired()).status).toBe(200);
    await app.runJobs();
    expect(await status()).toBe('expired');
  });

  it('changes nothing when the provider says that the account works', async () => {
    await expired();
    await app.runJobs();
    expect(await status()).toBe('active');
  });

  it('that names another workspace is not even checked with the provider', async () => {
    const mallory = await app.person('Mallory');
    app.sandbox.control.setAccountStatus(accountId, 'EXPIRED');
    await send('composio.connected_account.expired', { id: accountId, user_id: mallory.workspaceId });
    await app.runJobs();
    expect(await status()).toBe('active');
  });
});

describe('a message that reports a disabled trigger', () => {
  it('is shown when the provider says the same, until the trigger is enabled again', async () => {
    const [instance] = await upstreamTriggers(app, accountId);
    const id = instance?.id ?? '';
    const data = {
      id,
      connected_account_id: accountId,
      trigger_name: 'X',
      user_id: ada.workspaceId,
      disabled_reason: 'polling_failure_in_composio_infra',
    };
    const problem = async () => (await ada.trpc.triggers.list.query({ connectionId })).items[0]?.problem;
    await send('composio.trigger.disabled', data);
    await app.runJobs();
    expect(await problem()).toBeNull();

    await app.deps.provider.setTriggerEnabled(id, false);
    await post(app, {
      body: JSON.stringify({ id: 'evt_2', timestamp: '', type: 'composio.trigger.disabled', metadata: {}, data }),
    });
    await app.runJobs();
    expect(await problem()).toBe('switched_off');
    await listenToCommits(ada, connectionId);
    expect(await problem()).toBeNull();
    expect((await upstreamTriggers(app, accountId))[0]?.disabled_at).toBeNull();
  });
});
