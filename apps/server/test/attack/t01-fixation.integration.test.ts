import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RETURN_COUNTS_MS } from '../../src/modules/connections/attempts/judge-attempt.ts';
import { sweepAttempts } from '../../src/modules/connections/attempts/sweep-attempts.ts';
import { connected } from '../support/connect.ts';
import {
  approveUpstream,
  historyOf,
  type Pending,
  returnAddressOf,
  standing,
  startPending,
} from '../support/attempts.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { codeOf, TestBrowser } from '../support/test-browser.ts';

/**
 * T1 and T4, connection fixation: Mallory starts, and gets another person to approve. The account must not end in Mallory's
 * workspace, whichever person comes back, in whichever browser, however Mallory arranges it.
 */
let app: TestApp;
let mallory: TestBrowser;
let victim: TestBrowser;
let attempt: Pending;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  mallory = await app.person('Mallory');
  victim = await app.person('Victor');
  attempt = await startPending(app, mallory);
});

afterAll(() => app[Symbol.asyncDispose]());

const rejected = (reason: string) => ({ status: 'added', reason, upstream: 'deleted' });

describe('a link that Mallory passed on, approved by', () => {
  it('a person who is signed out', async () => {
    const signedOut = new TestBrowser(mallory);
    expect(await signedOut.comeBack(approveUpstream(app, attempt.redirectUrl))).toBe('/return/wrong_person');
    expect(await standing(app, mallory, attempt)).toEqual(rejected('wrong_person'));
  });

  it('a person in another workspace', async () => {
    expect(await victim.comeBack(approveUpstream(app, attempt.redirectUrl))).toBe('/return/wrong_person');
    expect(await standing(app, mallory, attempt)).toEqual(rejected('wrong_person'));
    expect(await historyOf(mallory, attempt.id)).toEqual([
      'add: none → added',
      'connect: added → pending',
      'refused: pending → added, wrong_person',
    ]);
  });

  it('a colleague in the same workspace', async () => {
    await victim.join(mallory, 'admin');
    expect(await victim.comeBack(approveUpstream(app, attempt.redirectUrl))).toBe('/return/wrong_person');
    expect(await standing(app, mallory, attempt)).toEqual(rejected('wrong_person'));
  });

  it('Mallory in another browser, where Victor might sit', async () => {
    const elsewhere = await mallory.signInElsewhere();
    expect(await elsewhere.comeBack(approveUpstream(app, attempt.redirectUrl))).toContain('/return/wrong_browser');
    expect(await standing(app, mallory, attempt)).toEqual(rejected('wrong_browser'));
  });

  it('a person into whose browser another attempt’s cookie was got', async () => {
    const second = await startPending(app, mallory);
    const elsewhere = await mallory.signInElsewhere();
    const value = mallory.cookies.get(`patchbay-attempt-${second.attemptId}`) ?? '';
    elsewhere.cookies.set(`patchbay-attempt-${attempt.attemptId}`, value);
    expect(await elsewhere.comeBack(approveUpstream(app, attempt.redirectUrl))).toContain('/return/wrong_browser');
    expect(await standing(app, mallory, attempt)).toEqual(rejected('wrong_browser'));
  });
});

describe('the person who started', () => {
  it('opened another workspace in another tab midway: the account ends where the attempt was started', async () => {
    const { workspaceId } = mallory;
    const other = await mallory.trpc.workspaces.create.mutate({ name: 'Second' });
    await mallory.trpc.workspaces.switch.mutate({ id: other.id });
    mallory.workspaceId = other.id;
    expect(await mallory.comeBack(approveUpstream(app, attempt.redirectUrl))).toContain('/return/connected');
    expect((await mallory.trpc.connections.list.query({})).items).toEqual([]);
    mallory.workspaceId = workspaceId;
    expect(await standing(app, mallory, attempt)).toMatchObject({ status: 'active', reason: null });
  });

  it('was removed from the workspace midway', async () => {
    await victim.join(mallory, 'admin');
    const theirs = await startPending(app, victim);
    await mallory.trpc.workspaces.removeMember.mutate({ userId: victim.user.id });
    expect(await victim.comeBack(approveUpstream(app, theirs.redirectUrl))).toContain('/return/wrong_workspace');
    expect(await standing(app, mallory, theirs)).toEqual(rejected('wrong_workspace'));
  });

  it('lost the role midway', async () => {
    await victim.join(mallory, 'admin');
    const theirs = await startPending(app, victim);
    await mallory.trpc.workspaces.setRole.mutate({ userId: victim.user.id, role: 'member' });
    expect(await victim.comeBack(approveUpstream(app, theirs.redirectUrl))).toContain('/return/wrong_workspace');
    expect(await standing(app, mallory, theirs)).toEqual(rejected('wrong_workspace'));
  });

  it('cannot start for a workspace that they are not a member of', async () => {
    mallory.workspaceId = victim.workspaceId;
    expect(await codeOf(mallory.trpc.connections.connect.mutate({ id: attempt.id }))).toBe('WORKSPACE_UNKNOWN');
  });
});

describe('T4: the return itself, sent through the wrong browser', () => {
  it('does nothing for Victor with Mallory’s nonce', async () => {
    const back = approveUpstream(app, attempt.redirectUrl);
    expect(await victim.comeBack(back)).toBe('/return/wrong_person');
    expect(await mallory.comeBack(back)).toContain('/return/wrong_person');
    expect(await standing(app, mallory, attempt)).toEqual(rejected('wrong_person'));
  });

  it('does nothing for Mallory with Victor’s nonce', async () => {
    const theirs = await startPending(app, victim);
    expect(await mallory.comeBack(approveUpstream(app, theirs.redirectUrl))).toBe('/return/wrong_person');
    expect(await standing(app, victim, theirs)).toEqual(rejected('wrong_person'));
    expect(await mallory.trpc.connections.list.query({ status: 'active' })).toMatchObject({ items: [] });
  });
});

describe('Mallory comes back first, with a nonce got by declining, and lets Victor approve after that', () => {
  const early = () => mallory.comeBack(returnAddressOf(app, attempt));

  it('ends it when Victor’s browser comes back', async () => {
    expect(await early()).toContain('/return/verifying');
    app.clock.advance(RETURN_COUNTS_MS + 1);
    const back = approveUpstream(app, attempt.redirectUrl);
    expect((await mallory.trpc.connections.refresh.mutate({ id: attempt.id })).connection.status).toBe('pending');
    expect(await victim.comeBack(back)).toBe('/return/wrong_person');
    expect(await standing(app, mallory, attempt)).toEqual(rejected('wrong_person'));
  });

  it('does not activate when Victor approves after five seconds, and his browser never comes back', async () => {
    await early();
    app.clock.advance(RETURN_COUNTS_MS + 1);
    approveUpstream(app, attempt.redirectUrl);
    const { connection, answer } = await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    expect([connection.status, connection.attempt?.step]).toEqual(['pending', 'unconfirmed']);
    expect(answer).toMatchObject({ code: 'unconfirmed', next: 'Continue to finish.' });
    for (let seconds = 0; seconds < 590; seconds += 60) {
      app.clock.advance(60_000);
      await app.runJobs();
      await sweepAttempts(app.deps, app.deps.orm.em.fork());
    }
    expect(await standing(app, mallory, attempt)).toEqual(rejected('return_missing'));
  });

  it('takes the account back when Victor approves within the five seconds, and his browser is slow', async () => {
    await early();
    const back = approveUpstream(app, attempt.redirectUrl);
    app.clock.advance(RETURN_COUNTS_MS - 1);
    const { connection } = await mallory.trpc.connections.refresh.mutate({ id: attempt.id });
    expect(connection.status).toBe('active');
    app.clock.advance(300_000);
    expect(await victim.comeBack(back)).toBe('/return/wrong_person');
    expect(await standing(app, mallory, attempt)).toEqual(rejected('wrong_person'));
  });

  it('takes the account back when Mallory was faster by a second', async () => {
    const back = approveUpstream(app, attempt.redirectUrl);
    expect(await mallory.comeBack(back)).toContain('/return/connected');
    app.clock.advance(1_000);
    expect(await victim.comeBack(back)).toBe('/return/wrong_person');
    expect(await standing(app, mallory, attempt)).toEqual(rejected('wrong_person'));
    expect((await historyOf(mallory, attempt.id)).at(-1)).toBe('account_disputed: active → added, wrong_person');
  });
});

describe('a connection whose return was verified', () => {
  it('is disputed by a foreign return as long as the nonce lives, to the deadline', async () => {
    const back = approveUpstream(app, attempt.redirectUrl);
    await mallory.comeBack(back);
    app.clock.advance(app.deps.attemptTtl - 1);
    await victim.comeBack(back);
    expect(await standing(app, mallory, attempt)).toEqual(rejected('wrong_person'));
  });

  it('is not ended by a link that leaks after the deadline', async () => {
    const back = approveUpstream(app, attempt.redirectUrl);
    await mallory.comeBack(back);
    app.clock.advance(app.deps.attemptTtl);
    for (let visits = 0; visits < 3; visits += 1) await victim.comeBack(back);
    expect(await standing(app, mallory, attempt)).toMatchObject({ status: 'active', upstream: 'there' });
    const ignored = (await historyOf(mallory, attempt.id)).filter((line) => line.startsWith('(ignored)'));
    expect(ignored).toEqual(['(ignored) refused: active → active, wrong_person']);
  });

  it('is not ended by the owner’s own second visit', async () => {
    const back = approveUpstream(app, attempt.redirectUrl);
    expect(await mallory.comeBack(back)).toContain('/return/connected');
    expect(await mallory.comeBack(back)).toContain('/return/connected');
    expect(await standing(app, mallory, attempt)).toMatchObject({ status: 'active', upstream: 'there' });
  });

  it('is not ended by a return that only looks like its own', async () => {
    const { id } = await connected(app, victim, 'github');
    await mallory.comeBack(`${mallory.url}/oauth/callback/github?nonce=${'A'.repeat(43)}`);
    expect((await victim.trpc.connections.get.query({ id })).status).toBe('active');
  });
});
