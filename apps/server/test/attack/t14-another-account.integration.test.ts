import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAgain, connected, linkToken } from '../support/connect.ts';
import { accountOf, historyOf } from '../support/attempts.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

/** T14: a reconnect comes back with another person's account. */
let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  ada = await app.person('Ada Lovelace');
});

afterAll(() => app[Symbol.asyncDispose]());

const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' };

async function reconnectAs(id: string, email: string | null, anotherAccount = false) {
  const { redirectUrl } = anotherAccount
    ? await ada.trpc.connections.connect.mutate({ id, anotherAccount })
    : await connectAgain(ada, id);
  const person = { name: '', email: email ?? '' };
  const page = await ada.comeBack(app.sandbox.control.approve(linkToken(redirectUrl), person) ?? '');
  return { page, accountId: accountOf(app, redirectUrl ?? '') };
}

describe('a reconnect of a working connection', () => {
  it.each([
    ['another person', GRACE.email],
    ['an account that names no person', null],
  ])('is refused with %s, and the old account goes on working', async (_, email) => {
    const before = await connected(app, ada);
    const { page, accountId } = await reconnectAs(before.id, email);
    expect(page).toContain('/return/wrong_account');
    const after = await ada.trpc.connections.get.query({ id: before.id });
    expect(after).toMatchObject({ status: 'active', account: before.account, reason: { code: 'wrong_account' } });
    await app.runJobs();
    expect(app.sandbox.control.account(accountId)?.deletedAt).toBeTruthy();
    expect(app.sandbox.control.account(before.account?.id ?? '')?.deletedAt).toBeNull();
    expect((await historyOf(ada, before.id)).at(-1)).toBe('refused: active → active, wrong_account');
  });

  it('names the account that came back', async () => {
    const { id } = await connected(app, ada);
    await reconnectAs(id, GRACE.email);
    expect((await ada.trpc.connections.get.query({ id })).reason).toEqual({
      code: 'wrong_account',
      detail: GRACE.email,
    });
  });

  it('takes another person if that was chosen, once, and keeps label and actions', async () => {
    const before = await connected(app, ada);
    const { connection } = await ada.trpc.connections.rename.mutate({ id: before.id, label: 'Support' });
    const { actions } = await ada.trpc.connections.enabledActions.query({ id: before.id });
    expect((await reconnectAs(before.id, GRACE.email, true)).page).toContain('/return/connected');
    expect(await ada.trpc.connections.get.query({ id: before.id })).toMatchObject({
      status: 'active',
      label: connection.label,
      account: { identity: GRACE.email },
      reason: null,
    });
    expect((await ada.trpc.connections.enabledActions.query({ id: before.id })).actions).toEqual(actions);
    await app.runJobs();
    expect(app.sandbox.control.account(before.account?.id ?? '')?.deletedAt).toBeTruthy();
    expect((await reconnectAs(before.id, 'ada@example.com')).page).toContain('/return/wrong_account');
  });

  it('takes the same person in other letters', async () => {
    const before = await connected(app, ada);
    const { page, accountId } = await reconnectAs(before.id, ' ADA@example.com');
    expect(page).toContain('/return/connected');
    expect((await ada.trpc.connections.get.query({ id: before.id })).account?.id).toBe(accountId);
  });
});

describe('a renewal of an ended grant', () => {
  it('is refused with another person too: actions and triggers are set up for the first', async () => {
    const before = await connected(app, ada);
    app.sandbox.control.setAccountStatus(before.account?.id ?? '', 'REVOKED');
    await ada.trpc.connections.refresh.mutate({ id: before.id });
    expect((await reconnectAs(before.id, GRACE.email)).page).toContain('/return/wrong_account');
    expect(await ada.trpc.connections.get.query({ id: before.id })).toMatchObject({ status: 'expired' });
  });

  it('with another person is possible by disconnecting first', async () => {
    const before = await connected(app, ada);
    await ada.trpc.connections.disconnect.mutate({ id: before.id });
    expect((await reconnectAs(before.id, GRACE.email)).page).toContain('/return/connected');
    expect(await ada.trpc.connections.get.query({ id: before.id })).toMatchObject({
      account: { identity: GRACE.email },
    });
  });
});
