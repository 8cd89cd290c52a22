import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAttempt } from '../../src/modules/connections/attempts/end-attempt.ts';
import { RETURN_COUNTS_MS } from '../../src/modules/connections/attempts/judge-attempt.ts';
import { executeSql } from '../support/execute-sql.ts';
import { deny } from '../support/connect.ts';
import { approveUpstream, type Pending, returnAddressOf, standing, startPending } from '../support/attempts.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

const MINUTE = 60_000;

/** COMPOSIO_VERIFIER=on: nothing is active upstream before we have said that the right person came back. */
let app: TestApp;
let mallory: TestBrowser;
let victim: TestBrowser;
let attempt: Pending;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_VERIFIER: 'on' } });
  app.sandbox.control.setVerifier(true);
  mallory = await app.person('Mallory');
  victim = await app.person('Victor');
});

beforeEach(async () => {
  app.sandbox.control.clearRequests();
  attempt = await startPending(app, mallory);
});

afterAll(() => app[Symbol.asyncDispose]());

const confirmations = () => app.sandbox.control.requests().filter(({ path }) => path.endsWith('/complete_auth')).length;

describe('callback identity verification', () => {
  it('activates a verified return, by one confirmation', async () => {
    expect(await mallory.comeBack(approveUpstream(app, attempt.redirectUrl))).toContain('/return/connected');
    expect(await standing(app, mallory, attempt)).toEqual({ status: 'active', reason: null, upstream: 'there' });
    expect(confirmations()).toBe(1);
  });

  it('confirms nothing for another person', async () => {
    const back = approveUpstream(app, attempt.redirectUrl);
    await victim.comeBack(back);
    await mallory.comeBack(back);
    expect(await standing(app, mallory, attempt)).toEqual({
      status: 'added',
      reason: 'wrong_person',
      upstream: 'deleted',
    });
    expect(confirmations()).toBe(0);
  });

  it('confirms once when the return comes twenty times at once', async () => {
    const back = approveUpstream(app, attempt.redirectUrl);
    await Promise.all(Array.from({ length: 20 }, () => mallory.comeBack(back)));
    expect(confirmations()).toBe(1);
    expect((await standing(app, mallory, attempt)).status).toBe('active');
  });

  it('ends both attempts when the session of one comes back to the other: the named account stayed there', async () => {
    const second = await startPending(app, mallory);
    const session = new URL(approveUpstream(app, second.redirectUrl)).searchParams.get('session_uri') ?? '';
    approveUpstream(app, attempt.redirectUrl);
    const mixed = `${returnAddressOf(app, attempt)}&session_uri=${encodeURIComponent(session)}`;
    expect(await mallory.comeBack(mixed)).toContain('/return/wrong_browser');
    const ended = { status: 'added', reason: 'wrong_browser', upstream: 'deleted' };
    expect(await standing(app, mallory, attempt)).toEqual(ended);
    expect(await standing(app, mallory, second)).toEqual(ended);
    expect(confirmations()).toBe(1);
  });

  it('does not activate a return without a session, even where the account is active', async () => {
    app.sandbox.control.setVerifier(false);
    approveUpstream(app, attempt.redirectUrl);
    app.sandbox.control.setVerifier(true);
    await mallory.comeBack(returnAddressOf(app, attempt));
    expect(await standing(app, mallory, attempt)).toMatchObject({ status: 'added', upstream: 'deleted' });
  });

  it('is not content with the session of another workspace', async () => {
    const theirs = await startPending(app, victim);
    const session = new URL(approveUpstream(app, theirs.redirectUrl)).searchParams.get('session_uri') ?? '';
    const mixed = `${returnAddressOf(app, attempt)}&session_uri=${encodeURIComponent(session)}`;
    expect(await mallory.comeBack(mixed)).toContain('/return/wrong_account');
    expect(await standing(app, mallory, attempt)).toMatchObject({ status: 'added', upstream: 'deleted' });
  });

  it.each([
    ['no session', ''],
    ['an invented session', '&session_uri=urn%3Acomposio%3Asession%3Acs_invented'],
    ['success in the old words', '&status=success&connected_account_id=ca_1'],
  ])('ends an attempt that comes back with %s', async (_, more) => {
    approveUpstream(app, attempt.redirectUrl);
    await mallory.comeBack(returnAddressOf(app, attempt) + more);
    expect(await standing(app, mallory, attempt)).toMatchObject({ status: 'added', upstream: 'deleted' });
  });

  it('takes a refusal for one', async () => {
    expect(await deny(app, mallory, attempt.redirectUrl)).toContain('/return/denied');
    expect(confirmations()).toBe(0);
  });

  describe('while the provider cannot take the confirmation', () => {
    const away = [{ match: { path: /complete_auth/ }, status: 503 }];
    const answerLost = [{ match: { path: /complete_auth/ }, cut: true, afterWork: true }];

    const key = () => ({ ...attempt, workspaceId: mallory.workspaceId, connectionId: attempt.id });

    async function returnDuring(faults: typeof away | typeof answerLost): Promise<string> {
      app.sandbox.control.faults.set(faults);
      const seen = await mallory.comeBack(approveUpstream(app, attempt.redirectUrl));
      app.sandbox.control.faults.clear();
      return seen;
    }

    it('goes on trying: a return whose confirmation failed in passing stayed pending until its end', async () => {
      expect(await returnDuring(away)).toContain('/return/verifying');
      await app.runJobs({ early: true });
      expect(await standing(app, mallory, attempt)).toEqual({ status: 'active', reason: null, upstream: 'there' });
    });

    it('is done when only the answer was lost', async () => {
      expect(await returnDuring(answerLost)).toContain('/return/verifying');
      app.clock.advance(RETURN_COUNTS_MS);
      await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
      expect((await standing(app, mallory, attempt)).status).toBe('active');
    });

    it('does it in the last look before the deadline', async () => {
      // The session lives as long as an attempt, from the approval on.
      app.clock.advance(MINUTE);
      await returnDuring(away);
      app.clock.advance(app.deps.attemptTtl - MINUTE);
      await endAttempt(app.deps, app.deps.orm.em, key());
      expect((await standing(app, mallory, attempt)).status).toBe('active');
    });

    it('is ended at its deadline, also when the session cannot be opened any more', async () => {
      await returnDuring(away);
      const spoil = `update connection_attempts set return_session_sealed = 'lost.key' where id = $1 returning id`;
      await executeSql(app.deps.orm.em.fork(), spoil, [attempt.attemptId]);
      app.clock.advance(app.deps.attemptTtl);
      await endAttempt(app.deps, app.deps.orm.em, key());
      expect(await standing(app, mallory, attempt)).toMatchObject({ status: 'added', reason: 'lapsed' });
    });

    it('keeps the session sealed, and no longer than it is needed', async () => {
      const sealed = async () => {
        const query = 'select return_session_sealed as sealed from connection_attempts where id = $1';
        const rows = await executeSql<{ sealed: string | null }>(app.deps.orm.em.fork(), query, [attempt.attemptId]);
        return rows[0]?.sealed;
      };
      await returnDuring(away);
      expect(await sealed()).toMatch(/^[0-9a-f]{8}\.[\w-]+$/);
      await app.runJobs({ early: true });
      expect(await sealed()).toBeNull();
    });
  });

  it('never recovers what was not confirmed', async () => {
    approveUpstream(app, attempt.redirectUrl);
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    app.clock.advance(61_000);
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    expect((await standing(app, mallory, attempt)).status).toBe('pending');
  });
});
