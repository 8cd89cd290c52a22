import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dropAccountJob } from '../../src/modules/connections/accounts/drop-account.ts';
import { dropAccount } from '../../src/modules/connections/accounts/drop-account.ts';
import { endAttempt } from '../../src/modules/connections/attempts/end-attempt.ts';
import { reconcileAccounts } from '../../src/modules/connections/accounts/reconcile-accounts.ts';
import { rereadAccounts } from '../../src/modules/connections/accounts/reread-accounts.ts';
import { sweepAttempts } from '../../src/modules/connections/attempts/sweep-attempts.ts';
import { connectAgain, connected } from '../support/connect.ts';
import { approveUpstream, historyOf, returnAddressOf, standing, startPending } from '../support/attempts.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

/** The jobs that watch over connections. */
let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  app.sandbox.control.faults.clear();
  ada = await app.person('Ada Lovelace');
});

afterAll(() => app[Symbol.asyncDispose]());

const em = () => app.deps.orm.em.fork();
const get = (id: string) => ada.trpc.connections.get.query({ id });
const questions = () =>
  app.sandbox.control.requests().filter(({ method, path }) => method === 'GET' && /connected_accounts\/ca_/.test(path));

describe('the slow round', () => {
  it('turns a grant that ended without a notification into expired, with the provider’s reason', async () => {
    const { id, account } = await connected(app, ada);
    app.sandbox.control.setAccountStatus(account?.id ?? '', 'EXPIRED', 'refresh token expired');
    app.clock.advance(3_600_001);
    await rereadAccounts(app.deps, em());
    expect(await get(id)).toMatchObject({
      status: 'expired',
      reason: { code: 'grant_expired', detail: 'refresh token expired' },
    });
    expect((await historyOf(ada, id)).at(-1)).toBe('grant_ended: active → expired, grant_expired');
  });

  it('asks about each at most once an hour, and that it asked changes no version', async () => {
    const { id, version } = await connected(app, ada);
    app.clock.advance(3_600_001);
    await rereadAccounts(app.deps, em());
    app.sandbox.control.clearRequests();
    await rereadAccounts(app.deps, em());
    expect(questions()).toHaveLength(0);
    expect((await get(id)).version).toBe(version);
  });

  it('asks about thirty in a run at most, the longest unasked first', async () => {
    const { id, account } = await connected(app, ada);
    const sql = `insert into entity_connections (workspace_id, id, app_slug, status, connection_id, added_by, connected_at,
      checked_at, created_at, updated_at) select 'w', gen_random_uuid(), 'slack' || n, 'active', 'ca_none_' || n, '{}',
      now(), now() - interval '1 year', now(), now() from generate_series(1, 35) n`;
    await (await app.deps.orm.em.getConnection().getNativeClient()).query(sql);
    app.clock.advance(3_600_001);
    app.sandbox.control.clearRequests();
    await rereadAccounts(app.deps, em());
    expect(questions()).toHaveLength(30);
    expect(questions().some(({ path }) => path.endsWith(account?.id ?? ''))).toBe(false);
    expect((await get(id)).status).toBe('active');
    await rereadAccounts(app.deps, em());
    expect(questions().some(({ path }) => path.endsWith(account?.id ?? ''))).toBe(true);
  });

  it('ends nothing while the provider is away', async () => {
    const { id } = await connected(app, ada);
    app.clock.advance(3_600_001);
    app.sandbox.control.faults.set([{ match: { path: /connected_accounts/ }, status: 401 }]);
    await rereadAccounts(app.deps, em());
    expect((await get(id)).status).toBe('active');
  });
});

describe('the reconciler', () => {
  it('deletes the second account of a request that was sent twice', async () => {
    const attempt = await startPending(app, ada);
    const { workspaceId } = ada;
    const again = { workspaceId, workspaceName: 'Ada', appSlug: 'slack', attemptId: attempt.attemptId };
    await app.deps.provider.openLink({ ...again, callbackUrl: returnAddressOf(app, attempt) });
    const own = () => app.sandbox.control.accounts().filter(({ alias }) => alias?.includes(attempt.attemptId));
    expect(own()).toHaveLength(2);
    await ada.comeBack(approveUpstream(app, attempt.redirectUrl));
    app.clock.advance(120_001);
    await reconcileAccounts(app.deps, em());
    await app.runJobs();
    expect(own().map(({ id }) => id)).toEqual([attempt.accountId]);
    expect((await get(attempt.id)).status).toBe('active');
  });

  it('deletes what was to be deleted when that was given up', async () => {
    const attempt = await startPending(app, ada);
    await ada.trpc.connections.cancel.mutate({ id: attempt.id });
    await (await app.deps.orm.em.getConnection().getNativeClient()).query('delete from pgboss.job');
    app.clock.advance(120_001);
    await reconcileAccounts(app.deps, em());
    expect(await standing(app, ada, attempt)).toMatchObject({ upstream: 'deleted' });
  });

  it('leaves alone what is in use, what is waited for, and what others made in the same project', async () => {
    const { account } = await connected(app, ada);
    const open = await startPending(app, ada, 'github');
    const foreign = await app.deps.provider.openLink({
      workspaceId: 'another-installation',
      workspaceName: 'Elsewhere',
      appSlug: 'slack',
      attemptId: crypto.randomUUID(),
      callbackUrl: 'https://elsewhere.example/',
    });
    app.clock.advance(120_001);
    await app.runJobs();
    await reconcileAccounts(app.deps, em());
    // None was even thought of: that the job would have spared them is another test.
    expect(await app.runJobs()).toBe(0);
    for (const id of [account?.id, open.accountId, foreign.accountId]) {
      expect(app.sandbox.control.account(id ?? '')?.deletedAt).toBeNull();
    }
  });
});

describe('a job that deletes an account', () => {
  it('does not delete one that is in use, whatever sent the job', async () => {
    const { account } = await connected(app, ada);
    await dropAccount(app.deps, em(), dropAccountJob.data.parse({ accountId: account?.id }));
    expect(app.sandbox.control.account(account?.id ?? '')?.deletedAt).toBeNull();
  });
});

describe('a worker that was paused', () => {
  /** Holds the answer about an account back until `meanwhile` is done, as if the process had been stopped in between. */
  function paused(accountId: string | undefined, meanwhile: () => Promise<unknown>, deps = app.deps): TestApp['deps'] {
    const readAccount = async (id: string) => {
      const answer = await app.deps.provider.readAccount(id);
      if (id === accountId) await meanwhile();
      return answer;
    };
    return { ...deps, provider: { ...deps.provider, readAccount } };
  }

  it('does not expire a connection that was renewed in the meantime', async () => {
    const before = await connected(app, ada);
    app.sandbox.control.setAccountStatus(before.account?.id ?? '', 'EXPIRED');
    app.clock.advance(3_600_001);
    const deps = paused(before.account?.id, async () => {
      const { redirectUrl } = await connectAgain(ada, before.id);
      await ada.comeBack(approveUpstream(app, redirectUrl));
    });
    await rereadAccounts(deps, em());
    expect((await get(before.id)).status).toBe('active');
  });

  it('does not expire one whose very account works again', async () => {
    const before = await connected(app, ada);
    app.sandbox.control.setAccountStatus(before.account?.id ?? '', 'INACTIVE');
    app.clock.advance(3_600_001);
    const deps = paused(before.account?.id, async () => {
      app.sandbox.control.setAccountStatus(before.account?.id ?? '', 'ACTIVE');
      await ada.trpc.connections.rename.mutate({ id: before.id, label: crypto.randomUUID() });
    });
    await rereadAccounts(deps, em());
    expect((await get(before.id)).status).toBe('active');
  });

  it('does not activate an attempt that was canceled, nor end the one that followed', async () => {
    const attempt = await startPending(app, ada);
    approveUpstream(app, attempt.redirectUrl);
    // The only policy under which a sweep activates anything.
    const recovering = { ...app.deps, activationPolicy: 'recoverable' as const };
    await sweepAttempts(recovering, em());
    app.clock.advance(60_000);
    const deps = paused(attempt.accountId, () => connectAgain(ada, attempt.id), recovering);
    await sweepAttempts(deps, em());
    expect(await get(attempt.id)).toMatchObject({ status: 'pending' });
    app.clock.advance(600_001);
    const key = { workspaceId: ada.workspaceId, connectionId: attempt.id, attemptId: attempt.attemptId };
    await endAttempt(app.deps, em(), key);
    expect(await get(attempt.id)).toMatchObject({ status: 'pending' });
    expect(await historyOf(ada, attempt.id)).toContain('(ignored) authorized: pending → pending');
  });
});

describe('an attempt whose deadline has passed', () => {
  it('ends without a last look when it had to queue, so that a slow provider keeps no connection pending', async () => {
    const attempt = await startPending(app, ada);
    approveUpstream(app, attempt.redirectUrl);
    app.clock.advance(600_000 + 10_001);
    app.sandbox.control.clearRequests();
    const key = { workspaceId: ada.workspaceId, connectionId: attempt.id, attemptId: attempt.attemptId };
    await endAttempt(app.deps, em(), key);
    expect(questions()).toHaveLength(0);
    expect((await get(attempt.id)).status).toBe('added');
  });
});

it('an attempt is ended at its time although the worker that was to end it died, and holds up the sweep', async () => {
  const pending = await startPending(app, ada);
  const pool = await app.deps.orm.em.getConnection().getNativeClient();
  await pool.query(`update pgboss.job set state = 'active' where name = 'attempt-deadline' and state = 'created'`);
  app.clock.advance(600_000 + 14_000);
  await app.deps.backlogs.drain();
  expect((await get(pending.id)).status).toBe('pending');
  app.clock.advance(2_000);
  await app.deps.backlogs.drain();
  expect(await standing(app, ada, pending)).toEqual({ status: 'added', reason: 'lapsed', upstream: 'deleted' });
});
