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
});

beforeEach(async () => {
  app.sandbox.control.setVerifier(`${app.deps.publicUrl}/oauth/verify`);
  app.sandbox.control.faults.clear();
  app.sandbox.control.clearRequests();
  mallory = await app.person('Mallory');
  victim = await app.person('Victor');
  attempt = await startPending(app, mallory);
});

afterAll(() => app[Symbol.asyncDispose]());

const confirmations = () => app.sandbox.control.requests().filter(({ path }) => path.endsWith('/complete_auth')).length;

/** The address that the provider sends the approving browser to: ours, with the session and nothing else. */
const approved = ({ redirectUrl }: Pending) => approveUpstream(app, redirectUrl);

const ENDED = { status: 'added', upstream: 'deleted' };

describe('callback identity verification', () => {
  it('activates a return of this browser that has no nonce and no app in it, by one confirmation', async () => {
    const back = approved(attempt);
    expect([...new URL(back).searchParams.keys()]).toEqual(['session_uri']);
    expect(await mallory.comeBack(back)).toBe(`/return/connected?connection=${attempt.id}`);
    expect(await standing(app, mallory, attempt)).toEqual({ status: 'active', reason: null, upstream: 'there' });
    expect(confirmations()).toBe(1);
  });

  it('confirms once when the return comes fifty times at once, and tells each of them', async () => {
    const back = approved(attempt);
    const pages = await Promise.all(Array.from({ length: 50 }, () => mallory.comeBack(back)));
    expect(pages.filter((page) => !/^\/return\/(connected|verifying)\?/.test(page))).toEqual([]);
    expect(confirmations()).toBe(1);
    expect((await standing(app, mallory, attempt)).status).toBe('active');
  });

  it('tells a second visit of the same address what came of the first, in this browser alone', async () => {
    const back = approved(attempt);
    await mallory.comeBack(back);
    expect(await mallory.comeBack(back)).toBe(`/return/connected?connection=${attempt.id}`);
    expect(await victim.comeBack(back)).toBe('/return/unknown');
    expect(confirmations()).toBe(1);
  });

  it('renews a connection, and keeps it when the new return fails', async () => {
    await mallory.comeBack(approved(attempt));
    const before = await mallory.trpc.connections.get.query({ id: attempt.id });
    await mallory.trpc.connections.connect.mutate({ id: attempt.id });
    expect(await mallory.comeBack(`${app.url}/oauth/verify?session_uri=urn%3Ax`)).toContain('/return/wrong_account');
    const after = await mallory.trpc.connections.get.query({ id: attempt.id });
    expect([after.status, after.account?.id]).toEqual(['active', before.account?.id]);
  });

  it('takes a refusal for one, which comes to the callback with its nonce', async () => {
    expect(await deny(app, mallory, attempt.redirectUrl)).toContain('/return/denied');
    expect(confirmations()).toBe(0);
  });

  it.each(['HEAD', 'POST'])('is not asked by %s', async (method) => {
    const { pathname, search } = new URL(approved(attempt));
    await mallory.fetch(pathname + search, { method });
    await mallory.fetch(pathname + search, { headers: { 'sec-purpose': 'prefetch' } });
    expect(confirmations()).toBe(0);
    expect(await mallory.comeBack(`${app.url}${pathname}${search}`)).toContain('/return/connected');
  });
});

describe('a browser that did not start it', () => {
  it('without any attempt of its own: nothing is asked, and the attempt lapses with its account', async () => {
    expect(await victim.comeBack(approved(attempt))).toBe('/return/unknown');
    expect(confirmations()).toBe(0);
    expect((await standing(app, mallory, attempt)).status).toBe('pending');
    app.clock.advance(app.deps.attemptTtl);
    await endAttempt(app.deps, app.deps.orm.em, key());
    expect(await standing(app, mallory, attempt)).toEqual({ ...ENDED, reason: 'lapsed' });
  });

  it('with one in the same workspace: both end, and the account that was named is deleted', async () => {
    await victim.join(mallory, 'admin');
    const own = await startPending(app, victim);
    expect(await victim.comeBack(approved(attempt))).toContain('/return/wrong_browser');
    expect(await standing(app, mallory, attempt)).toEqual({ ...ENDED, reason: 'wrong_browser' });
    expect(await standing(app, victim, own)).toEqual({ ...ENDED, reason: 'wrong_browser' });
    expect(confirmations()).toBe(1);
  });

  it('with one in another workspace: the provider refuses for good, and both end', async () => {
    const own = await startPending(app, victim);
    expect(await victim.comeBack(approved(attempt))).toContain('/return/wrong_account');
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    expect(await standing(app, victim, own)).toEqual({ ...ENDED, reason: 'wrong_account' });
    expect(await standing(app, mallory, attempt)).toEqual({ ...ENDED, reason: 'provider_failed' });
    expect(confirmations()).toBe(1);
  });

  it('of the same person: an attempt belongs to the browser that opened it', async () => {
    const elsewhere = await mallory.signInElsewhere();
    expect(await elsewhere.comeBack(approved(attempt))).toBe('/return/unknown');
    expect(confirmations()).toBe(0);
  });

  it('with cookies that are not what was set', async () => {
    const back = approved(attempt);
    for (const [name, value] of mallory.cookies) {
      if (name.includes('attempt')) victim.cookies.set(name, `${value.slice(1)}A`);
    }
    victim.cookies.set('patchbay-attempt-', 'x').set("patchbay-attempt-' or 1=1", 'x').set('patchbay-attempt-{}', 'x');
    expect(await victim.comeBack(back)).toBe('/return/unknown');
    expect(confirmations()).toBe(0);
  });
});

describe('the browser that started, with something else wrong', () => {
  it.each([
    ['signed out', 'wrong_person', async () => void (await mallory.fetch('/auth/sign-out', json({})))],
    ['with another person signed in', 'wrong_person', () => Promise.resolve(becomes(victim))],
    ['a millisecond too late', 'lapsed', () => Promise.resolve(app.clock.advance(app.deps.attemptTtl))],
  ])('%s: nothing is asked, and the attempt ends', async (_, code, change) => {
    const back = approved(attempt);
    const before = await mallory.signInElsewhere();
    await change();
    expect(await mallory.comeBack(back)).toMatch(`/return/${code}`);
    expect(confirmations()).toBe(0);
    expect(await standing(app, before, attempt)).toMatchObject({ reason: code, upstream: 'deleted' });
  });

  it('two open attempts of two workspaces: it asks for neither, ends both, and says so', async () => {
    const other = await startPending(app, victim);
    for (const [name, value] of victim.cookies) if (name.includes('attempt')) mallory.cookies.set(name, value);
    expect(await mallory.comeBack(approved(attempt))).toBe('/return/several_attempts');
    expect(confirmations()).toBe(0);
    expect(await standing(app, mallory, attempt)).toEqual({ ...ENDED, reason: 'several_attempts' });
    expect(await standing(app, victim, other)).toEqual({ ...ENDED, reason: 'several_attempts' });
  });

  it('two open attempts of one workspace, started in the same moment: the same', async () => {
    const elsewhere = await mallory.signInElsewhere();
    const other = await startPending(app, elsewhere);
    for (const [name, value] of elsewhere.cookies) if (name.includes('attempt')) mallory.cookies.set(name, value);
    expect(await mallory.comeBack(approved(other))).toBe('/return/several_attempts');
    expect(confirmations()).toBe(0);
    expect(await standing(app, mallory, attempt)).toEqual({ ...ENDED, reason: 'several_attempts' });
  });

  it.each([
    ['a made-up session', 'urn:composio:session:cs_invented'],
    ['a session of another project', 'urn:composio:session:cs_of_another_project'],
    ['a session of 1,024 characters', `urn:${'x'.repeat(1_020)}`],
  ])('%s is asked for once, and ends the attempt', async (_, session) => {
    approved(attempt);
    const seen = await mallory.comeBack(`${app.url}/oauth/verify?session_uri=${encodeURIComponent(session)}`);
    expect(seen).toContain('/return/wrong_account');
    expect(await standing(app, mallory, attempt)).toEqual({ ...ENDED, reason: 'wrong_account' });
    expect(confirmations()).toBe(1);
  });

  it.each([
    ['no session', ''],
    ['an empty one', 'session_uri='],
    ['two of them', 'session_uri=urn%3Aa&session_uri=urn%3Ab'],
    ['one in brackets', 'session_uri[]=urn%3Aa'],
    ['an object', 'session_uri[$ne]='],
    ['one of 1,025 characters', `session_uri=${'x'.repeat(1_025)}`],
    ['one with a line break', 'session_uri=urn%3Aa%0d%0aX: y'],
    ['one with a zero byte', 'session_uri=urn%00'],
    ['another parameter twice', 'session_uri=urn%3Aa&x=1&x=2'],
    ['an address that cannot be decoded', 'session_uri=%E0%A4%A'],
  ])('an address with %s is not valid, and uses nothing up', async (_, query) => {
    expect(await mallory.comeBack(`${app.url}/oauth/verify?${query}`)).toMatch(/^\/return\/(invalid|wrong_account)/);
    if (query.includes('%E0')) return;
    expect(confirmations()).toBe(0);
    expect(await mallory.comeBack(approved(attempt))).toContain('/return/connected');
  });
});

describe('the callback address while the verifier is on', () => {
  it('does not activate a return without a session, even where the account is active', async () => {
    app.sandbox.control.setVerifier(null);
    approved(attempt);
    await mallory.comeBack(returnAddressOf(app, attempt));
    expect(await standing(app, mallory, attempt)).toMatchObject(ENDED);
  });

  it('does not activate an active account by an invented session: a return that confirms nothing counted for 5 s', async () => {
    app.sandbox.control.setVerifier(null);
    approved(attempt);
    await mallory.comeBack(`${returnAddressOf(app, attempt)}&session_uri=urn%3Ainvented`);
    expect(await standing(app, mallory, attempt)).toMatchObject({ ...ENDED, reason: 'wrong_account' });
  });

  it('takes the session of its own attempt, where a project returns it there', async () => {
    app.sandbox.control.switches.sessionTo = 'caller';
    expect(await mallory.comeBack(approved(attempt))).toContain('/return/connected');
    app.sandbox.control.switches.sessionTo = 'project';
    expect(confirmations()).toBe(1);
  });
});

describe('one browser', () => {
  const supersede = (id: string) => mallory.trpc.connections.connect.mutate({ id, supersede: true });

  it('has one open attempt: a second one asks, and then takes over', async () => {
    const { connection } = await mallory.trpc.connections.add.mutate({ app: 'github' });
    await expect(mallory.trpc.connections.connect.mutate({ id: connection.id })).rejects.toMatchObject({
      data: { errorCode: 'ATTEMPT_OPEN', httpStatus: 409 },
    });
    expect((await standing(app, mallory, attempt)).status).toBe('pending');
    await supersede(connection.id);
    expect(await standing(app, mallory, attempt)).toEqual({ ...ENDED, reason: 'cancelled' });
    expect((await mallory.trpc.connections.get.query({ id: connection.id })).status).toBe('pending');
  });

  it('may continue the one it has, and open another one when that is over', async () => {
    await mallory.trpc.connections.connect.mutate({ id: attempt.id });
    await mallory.trpc.connections.cancel.mutate({ id: attempt.id });
    const { connection } = await mallory.trpc.connections.add.mutate({ app: 'github' });
    await mallory.trpc.connections.connect.mutate({ id: connection.id });
    expect((await mallory.trpc.connections.get.query({ id: connection.id })).status).toBe('pending');
  });

  it('does not count those of another browser of the same person', async () => {
    await startPending(app, await mallory.signInElsewhere());
    expect((await standing(app, mallory, attempt)).status).toBe('pending');
  });

  it('ends one that another person left open in it, and does not say which person left it', async () => {
    const connection = (await victim.trpc.connections.add.mutate({ app: 'github' })).connection;
    for (const [name, value] of mallory.cookies) if (name.includes('attempt')) victim.cookies.set(name, value);
    const refused = victim.trpc.connections.connect.mutate({ id: connection.id });
    await expect(refused).rejects.toThrow('Another app is being connected in this browser.');
    await victim.trpc.connections.connect.mutate({ id: connection.id, supersede: true });
    expect(await standing(app, mallory, attempt)).toMatchObject({ reason: 'cancelled' });
  });
});

describe('while the provider cannot take the confirmation', () => {
  const away = [{ match: { path: /complete_auth/ }, status: 503 }];
  const answerLost = [{ match: { path: /complete_auth/ }, cut: true, afterWork: true }];

  async function returnDuring(faults: typeof away | typeof answerLost, back = approved(attempt)): Promise<string> {
    app.sandbox.control.faults.set(faults);
    const seen = await mallory.comeBack(back);
    app.sandbox.control.faults.clear();
    return seen;
  }

  it('goes on trying: a return whose confirmation failed in passing stayed pending until its end', async () => {
    expect(await returnDuring(away)).toContain('/return/verifying');
    await app.runJobs({ early: true });
    expect(await standing(app, mallory, attempt)).toEqual({ status: 'active', reason: null, upstream: 'there' });
  });

  it('is done when only the answer was lost, however long ago that is', async () => {
    expect(await returnDuring(answerLost)).toContain('/return/verifying');
    app.clock.advance(RETURN_COUNTS_MS * 10);
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    expect((await standing(app, mallory, attempt)).status).toBe('active');
  });

  it('waits for the answer to a confirmation that another process may still get, and asks when it is overdue', async () => {
    const back = approved(attempt);
    await returnDuring(away, back);
    const busy = `update connection_attempts set confirmation_busy_until = $2 where id = $1 returning id`;
    await executeSql(app.deps.orm.em.fork(), busy, [attempt.attemptId, new Date(app.clock.now().getTime() + 15_000)]);
    const asked = confirmations();
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    expect(confirmations()).toBe(asked);
    app.clock.advance(15_000);
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    expect((await standing(app, mallory, attempt)).status).toBe('active');
  });

  it('never takes the account that another attempt’s lost confirmation may have named', async () => {
    await victim.join(mallory, 'admin');
    const theirs = await startPending(app, victim);
    // Victor approves Mallory's link, and the answer that names her account is lost with the process.
    app.sandbox.control.faults.set(answerLost);
    await victim.comeBack(approved(attempt));
    expect(app.sandbox.control.account(attempt.accountId)?.status).toBe('ACTIVE');
    // Mallory comes back with something, also while the provider does not answer, so that it could be her own that was lost.
    app.sandbox.control.faults.set(away);
    await mallory.comeBack(`${app.url}/oauth/verify?session_uri=urn%3Ainvented`);
    app.sandbox.control.faults.clear();
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    await app.runJobs({ early: true });
    expect(await standing(app, mallory, attempt)).toEqual({ ...ENDED, reason: 'wrong_account' });
    expect(await standing(app, victim, theirs)).toMatchObject(ENDED);
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

  it('never recovers what was not confirmed', async () => {
    approved(attempt);
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    app.clock.advance(61_000);
    await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    expect((await standing(app, mallory, attempt)).status).toBe('pending');
  });
});

it('says so where the project verifies callbacks and this installation does not', async () => {
  await using off = await startTestApp({ catalog: false });
  const ada = await off.person();
  expect(await ada.comeBack(`${off.url}/oauth/verify?session_uri=urn%3Ax`)).toBe('/return/verifier_off');
});

const key = () => ({ ...attempt, workspaceId: mallory.workspaceId, connectionId: attempt.id });

const json = (body: object) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

/** The same browser, with the other person signed in. */
function becomes(other: TestBrowser): void {
  for (const [name, value] of other.cookies) if (name.includes('session')) mallory.cookies.set(name, value);
}
