import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deny } from '../support/connect.ts';
import { approveUpstream, type Pending, returnAddressOf, standing, startPending } from '../support/attempts.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

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

  it('confirms nothing for somebody else', async () => {
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

  it('is not content with the session of another attempt', async () => {
    const second = await startPending(app, mallory);
    const session = new URL(approveUpstream(app, second.redirectUrl)).searchParams.get('session_uri') ?? '';
    approveUpstream(app, attempt.redirectUrl);
    const mixed = `${returnAddressOf(app, attempt)}&session_uri=${encodeURIComponent(session)}`;
    expect(await mallory.comeBack(mixed)).toContain('/return/wrong_account');
    expect(await standing(app, mallory, attempt)).toMatchObject({ status: 'added', upstream: 'deleted' });
  });

  it('is not content with the session of somebody else’s workspace', async () => {
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

  it('never recovers what was not confirmed', async () => {
    approveUpstream(app, attempt.redirectUrl);
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    app.clock.advance(61_000);
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    expect((await standing(app, mallory, attempt)).status).toBe('pending');
  });
});
