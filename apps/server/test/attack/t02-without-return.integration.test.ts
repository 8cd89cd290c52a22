import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAttempt } from '../../src/modules/connections/attempts/end-attempt.ts';
import { RETURN_COUNTS_MS } from '../../src/modules/connections/attempts/judge-attempt.ts';
import { refreshConnection } from '../../src/modules/connections/commands/refresh-connection.ts';
import { sweepAttempts } from '../../src/modules/connections/attempts/sweep-attempts.ts';
import { keepVerifying } from '../../src/modules/connections/attempts/verify-attempt.ts';
import {
  approveUpstream,
  historyOf,
  type Pending,
  returnAddressOf,
  standing,
  startPending,
} from '../support/attempts.ts';
import { connectAgain } from '../support/connect.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

/** T2: the provider says ACTIVE, and no person whom we could check has come back. */
let app: TestApp;
let strict: TestApp;
let ada: TestBrowser;
let victim: TestBrowser;
let attempt: Pending;
let back: string;

beforeAll(async () => {
  app = await startTestApp({ env: { ACTIVATION_POLICY: 'recoverable' } });
  strict = await startTestApp({ beside: app });
  victim = await app.person('Victor');
});

beforeEach(async () => {
  ada = await app.person('Ada Lovelace');
  attempt = await startPending(app, ada);
  back = approveUpstream(app, attempt.redirectUrl);
});

afterAll(async () => {
  await strict[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const refresh = async () => (await ada.trpc.connections.refresh.mutate({ id: attempt.id })).connection.status;
const rejected = { status: 'added', reason: 'wrong_person', upstream: 'deleted' };

const keyOf = ({ id, attemptId }: Pending) => ({ workspaceId: ada.workspaceId, connectionId: id, attemptId });
const sweep = (of: TestApp) => sweepAttempts(of.deps, of.deps.orm.em.fork());

async function recover(): Promise<void> {
  expect(await refresh()).toBe('active');
}

describe('ACTIVATION_POLICY=recoverable', () => {
  it('Refresh status activates at once what the provider calls active', async () => {
    const { connection, answer } = await ada.trpc.connections.refresh.mutate({ id: attempt.id });
    expect([connection.status, answer.code]).toEqual(['active', 'changed']);
  });

  it('Refresh of everything pending does too', async () => {
    expect(await ada.trpc.connections.refreshPending.mutate()).toMatchObject({ changed: 1 });
    expect((await standing(app, ada, attempt)).status).toBe('active');
  });

  it('the sweeper does after a minute without any return, and a foreign return within it ends the attempt', async () => {
    const other = await startPending(app, ada, 'github');
    approveUpstream(app, other.redirectUrl);
    await sweep(app);
    app.clock.advance(59_000);
    await victim.comeBack(back);
    await sweep(app);
    expect((await standing(app, ada, other)).status).toBe('pending');
    app.clock.advance(1_000);
    await sweep(app);
    expect((await standing(app, ada, other)).status).toBe('active');
    expect(await standing(app, ada, attempt)).toEqual(rejected);
  });

  it('B10: approved shortly before the deadline with the return lost was told as timed out', async () => {
    app.clock.advance(app.deps.attemptTtl - 30_000);
    const late = await startPending(app, ada, 'github');
    approveUpstream(app, late.redirectUrl);
    app.clock.advance(app.deps.attemptTtl - 30_000);
    await sweep(app);
    app.clock.advance(30_000);
    await endAttempt(app.deps, app.deps.orm.em.fork(), keyOf(late));
    const missing = { status: 'added', reason: 'return_missing', upstream: 'deleted' };
    // Seen active for half a minute, which is not enough for the sweeper.
    expect(await standing(app, ada, late)).toEqual(missing);
  });

  it('a foreign return after the recovery takes the account back, with a line in the history', async () => {
    await recover();
    await victim.comeBack(back);
    expect(await standing(app, ada, attempt)).toEqual(rejected);
    expect((await historyOf(ada, attempt.id)).slice(-2)).toEqual([
      'authorized: pending → active',
      'account_disputed: active → added, wrong_person',
    ]);
  });

  it('also a day later, after the deadline of everything', async () => {
    await recover();
    app.clock.advance(86_400_000);
    await victim.comeBack(back);
    expect(await standing(app, ada, attempt)).toEqual(rejected);
  });

  it('also while a reconnect is open, which goes on', async () => {
    await recover();
    await ada.trpc.connections.connect.mutate({ id: attempt.id });
    await victim.comeBack(back);
    expect(await standing(app, ada, attempt)).toEqual({ ...rejected, status: 'pending' });
    await ada.trpc.connections.cancel.mutate({ id: attempt.id });
    expect((await standing(app, ada, attempt)).status).toBe('added');
  });

  it('also after the grant has ended', async () => {
    await recover();
    app.sandbox.control.setAccountStatus(attempt.accountId, 'EXPIRED');
    expect(await refresh()).toBe('expired');
    await victim.comeBack(back);
    expect(await standing(app, ada, attempt)).toEqual(rejected);
  });

  it('the late return of the person who started confirms it, from the deadline on', async () => {
    await recover();
    expect(await ada.comeBack(back)).toContain('/return/connected');
    app.clock.advance(app.deps.attemptTtl);
    await victim.comeBack(back);
    expect(await standing(app, ada, attempt)).toMatchObject({ status: 'active', upstream: 'there' });
  });

  it('is not for an account whose person was removed from the workspace meanwhile', async () => {
    const guest = await (await app.person('Guest')).join(ada, 'admin');
    const theirs = await startPending(app, guest);
    approveUpstream(app, theirs.redirectUrl);
    await ada.trpc.workspaces.removeMember.mutate({ userId: guest.user.id });
    await ada.trpc.connections.refresh.mutate({ id: theirs.id });
    expect(await standing(app, ada, theirs)).toEqual({ ...rejected, reason: 'wrong_workspace' });
  });
});

describe('ACTIVATION_POLICY=verified, the default with a key', () => {
  const atStrict = () => Object.assign(Object.create(ada) as TestBrowser, { url: strict.url });
  const missing = { status: 'added', reason: 'return_missing', upstream: 'deleted' };
  /** The job that was sent with the return, taken by another process. */
  const followUp = (pending: Pending) => keepVerifying(strict.deps, strict.deps.orm.em.fork(), keyOf(pending));

  it('never activates without a verified return, and ends at the deadline with the reason', async () => {
    for (let minutes = 0; minutes < 9; minutes += 1) {
      await sweep(strict);
      const { connection, answer } = await refreshConnection(
        strict.deps,
        { em: strict.deps.orm.em.fork(), workspaceId: ada.workspaceId },
        { id: attempt.id },
      );
      expect([connection.status, connection.attempt?.step]).toEqual(['pending', 'approved']);
      expect(answer).toEqual({
        code: 'approved',
        sentence: 'Approved, but this browser has not come back.',
        next: 'Continue to finish.',
      });
      app.clock.advance(60_000);
    }
    app.clock.advance(60_000);
    await sweep(strict);
    expect(await standing(strict, ada, attempt)).toEqual(missing);
    expect(await historyOf(ada, attempt.id)).toEqual([
      'add: none → added',
      'connect: added → pending',
      'approved: pending → pending',
      'lapsed: pending → added, return_missing',
    ]);
    expect(await ada.comeBack(back)).toContain('/return/return_missing');
  });

  it('also says so where only the last look found out, and where that failed after an earlier one', async () => {
    const seen = await startPending(app, ada, 'github');
    approveUpstream(app, seen.redirectUrl);
    await sweep(strict);
    app.clock.advance(app.deps.attemptTtl);
    app.sandbox.control.faults.set([{ match: { path: new RegExp(seen.accountId) }, status: 503 }]);
    for (const each of [seen, attempt]) await endAttempt(strict.deps, strict.deps.orm.em.fork(), keyOf(each));
    app.sandbox.control.faults.clear();
    expect(await standing(strict, ada, seen)).toEqual(missing);
    expect(await standing(strict, ada, attempt)).toEqual(missing);
  });

  it.each([
    ['FAILED', 'provider_failed'],
    ['EXPIRED', 'lapsed'],
  ] as const)('what the provider calls %s ends at once, by Refresh and by the sweeper', async (status, reason) => {
    app.sandbox.control.setAccountStatus(attempt.accountId, status);
    await sweep(strict);
    expect(await standing(strict, ada, attempt)).toMatchObject({ status: 'added', reason });
    const other = await startPending(app, ada, 'github');
    app.sandbox.control.setAccountStatus(other.accountId, status);
    expect((await ada.trpc.connections.refresh.mutate({ id: other.id })).connection.reason?.code).toBe(reason);
  });

  it('a verified return that finds the account not yet active waits five seconds, also when its process dies', async () => {
    const slow = await startPending(app, ada, 'github');
    await atStrict().comeBack(returnAddressOf(app, slow));
    approveUpstream(app, slow.redirectUrl);
    app.clock.advance(RETURN_COUNTS_MS);
    await followUp(slow);
    expect((await standing(strict, ada, slow)).status).toBe('active');
  });

  it('and no longer: then the screen says what to do, and Continue helps', async () => {
    const slow = await startPending(app, ada, 'github');
    await atStrict().comeBack(returnAddressOf(app, slow));
    app.clock.advance(RETURN_COUNTS_MS + 1);
    await followUp(slow);
    const { attempt: open } = await ada.trpc.connections.get.query({ id: slow.id });
    expect(open?.step).toBe('unconfirmed');
    approveUpstream(app, slow.redirectUrl);
    await followUp(slow);
    expect((await standing(strict, ada, slow)).status).toBe('pending');
    const again = await connectAgain(ada, slow.id);
    expect(await atStrict().comeBack(approveUpstream(app, again.redirectUrl))).toContain('/return/connected');
  });

  it('nor does a provider that does not answer keep it on "verifying" until the deadline', async () => {
    app.sandbox.control.faults.set([{ match: { path: new RegExp(attempt.accountId) }, status: 503 }]);
    await atStrict().comeBack(back);
    app.clock.advance(RETURN_COUNTS_MS + 1);
    await followUp(attempt);
    app.sandbox.control.faults.clear();
    expect((await ada.trpc.connections.get.query({ id: attempt.id })).attempt?.step).toBe('unconfirmed');
  });

  it('the job that follows a return up exists from the moment the return is recorded', async () => {
    app.sandbox.control.faults.set([{ match: { path: new RegExp(attempt.accountId) }, status: 503 }]);
    expect(await atStrict().comeBack(back)).toContain('/return/verifying');
    app.sandbox.control.faults.clear();
    await strict.runJobs({ early: true });
    expect((await standing(strict, ada, attempt)).status).toBe('active');
  });
});
