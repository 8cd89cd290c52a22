import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approveUpstream, historyOf, type Pending, standing, startPending } from '../support/attempts.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

/** T2: the provider says ACTIVE, and nobody whom we could check has come back. */
let app: TestApp;
let strict: TestApp;
let ada: TestBrowser;
let victim: TestBrowser;
let attempt: Pending;
let back: string;

beforeAll(async () => {
  app = await startTestApp();
  strict = await startTestApp({ beside: app, env: { ACTIVATION_POLICY: 'verified' } });
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

async function recover(): Promise<void> {
  await refresh();
  app.clock.advance(60_000);
  expect(await refresh()).toBe('active');
}

describe('ACTIVATION_POLICY=recoverable', () => {
  it('a foreign return within the minute ends it', async () => {
    await refresh();
    app.clock.advance(59_000);
    await victim.comeBack(back);
    app.clock.advance(60_000);
    await refresh();
    expect(await standing(app, ada, attempt)).toEqual(rejected);
  });

  it('a foreign return after the recovery takes the account back, with a line in the history', async () => {
    await recover();
    await victim.comeBack(back);
    expect(await standing(app, ada, attempt)).toEqual(rejected);
    expect((await historyOf(ada, attempt.id)).slice(-2)).toEqual([
      'authorized: pending → active',
      'disowned: active → added, wrong_person',
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

  it('the late return of the person who started stands up for it', async () => {
    await recover();
    expect(await ada.comeBack(back)).toContain('/return/connected');
    app.clock.advance(60_000);
    await victim.comeBack(back);
    expect(await standing(app, ada, attempt)).toMatchObject({ status: 'active', upstream: 'there' });
  });

  it('is not for an account whose person was shown the door meanwhile', async () => {
    const guest = await (await app.person('Guest')).join(ada, 'admin');
    const theirs = await startPending(app, guest);
    approveUpstream(app, theirs.redirectUrl);
    await ada.trpc.connections.refresh.mutate({ id: theirs.id });
    await ada.trpc.workspaces.removeMember.mutate({ userId: guest.user.id });
    app.clock.advance(60_000);
    await ada.trpc.connections.refresh.mutate({ id: theirs.id });
    expect(await standing(app, ada, theirs)).toEqual({ ...rejected, reason: 'wrong_workspace' });
  });
});

describe('ACTIVATION_POLICY=verified', () => {
  it('never activates without a verified return, and ends at the deadline', async () => {
    const { sweepAttempts } = await import('../../src/features/connections/sweep-attempts.ts');
    const sweep = () => sweepAttempts(strict.deps, strict.deps.orm.em.fork());
    for (let minutes = 0; minutes < 9; minutes += 1) {
      await sweep();
      app.clock.advance(60_000);
    }
    expect((await standing(app, ada, attempt)).status).toBe('pending');
    app.clock.advance(60_000);
    await sweep();
    expect(await standing(app, ada, attempt)).toEqual({ status: 'added', reason: 'lapsed', upstream: 'deleted' });
  });
});
