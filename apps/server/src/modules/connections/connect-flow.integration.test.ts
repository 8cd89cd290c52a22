import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approve, connectAgain, connected, deny, linkToken, startConnecting } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';

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

const get = (id: string) => ada.trpc.connections.get.query({ id });
const accountOf = (redirectUrl: string) =>
  app.sandbox.control.accounts().find(({ linkToken: token }) => token === linkToken(redirectUrl));

const needsAuth = (slug: string, answer: boolean) =>
  executeSql(app.deps.orm.em.fork(), 'update composio_apps_cache set needs_auth = $2 where slug = $1', [slug, answer]);

async function eventsOf(id: string): Promise<string[]> {
  const { items } = await ada.trpc.connections.history.query({ id });
  return items
    .toReversed()
    .map(({ event, from, to, ignored }) => `${ignored ? '(ignored) ' : ''}${event}: ${from} → ${to}`);
}

describe('adding', () => {
  it('adds the app to the workspace, unconnected', async () => {
    const { outcome, connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
    expect(outcome).toBe('added');
    expect(connection).toMatchObject({
      status: 'added',
      label: '',
      version: 1,
      attempt: null,
      account: null,
      reason: null,
    });
    expect(connection.app).toMatchObject({ slug: 'slack', name: 'Slack', needsAuth: true });
    expect(connection.addedBy).toEqual({ id: ada.user.id, name: 'Ada Lovelace' });
  });

  it('returns already_added for the same app and label, also for ten concurrent requests', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ada.trpc.connections.add.mutate({ app: 'github' })),
    );
    expect(answers.filter(({ outcome }) => outcome === 'added')).toHaveLength(1);
    expect(new Set(answers.map(({ connection }) => connection.id)).size).toBe(1);
  });

  it('accepts the same app again under another label', async () => {
    await ada.trpc.connections.add.mutate({ app: 'gmail' });
    const { outcome } = await ada.trpc.connections.add.mutate({ app: 'gmail', label: 'Work' });
    expect(outcome).toBe('added');
  });

  it('refuses an app that does not exist', async () => {
    expect(await codeOf(ada.trpc.connections.add.mutate({ app: 'no-such-app' }))).toBe('APP_UNKNOWN');
  });
});

describe('connecting', () => {
  it('goes from added through pending to connected', async () => {
    const { id, redirectUrl } = await startConnecting(ada);
    const pending = await get(id);
    expect(pending).toMatchObject({
      status: 'pending',
      attempt: { step: 'waiting', startedBy: { name: 'Ada Lovelace' } },
    });

    expect(await approve(app, ada, redirectUrl)).toBe(`/return/connected?connection=${id}`);
    expect(await get(id)).toMatchObject({
      status: 'active',
      attempt: null,
      account: { identity: 'ada@example.com' },
      connectedBy: { name: 'Ada Lovelace' },
    });
    expect(await eventsOf(id)).toEqual([
      'add: none → added',
      'connect: added → pending',
      'authorized: pending → active',
    ]);
  });

  it('connects an app without authentication right away, without asking the provider', async () => {
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'hackernews' });
    app.sandbox.control.clearRequests();
    const answer = await ada.trpc.connections.connect.mutate({ id: connection.id });
    expect(answer).toMatchObject({ redirectUrl: null, attempt: null, connection: { status: 'active' } });
    expect(app.sandbox.control.requests()).toEqual([]);
  });

  it('goes back to added with the reason when the person declines, and deletes the account at the provider', async () => {
    const { id, redirectUrl } = await startConnecting(ada);
    const account = accountOf(redirectUrl);
    expect(await deny(app, ada, redirectUrl)).toBe(`/return/denied?connection=${id}`);
    expect(await get(id)).toMatchObject({ status: 'added', reason: { code: 'denied' }, attempt: null });
    await app.runJobs();
    expect(app.sandbox.control.account(account?.id ?? '')?.deletedAt).toBeTruthy();
  });

  it('ends at its deadline when the person does not return', async () => {
    const { id, redirectUrl } = await startConnecting(ada);
    const account = accountOf(redirectUrl);
    app.clock.advance(600_001);
    await app.runJobs({ early: true });
    expect(await get(id)).toMatchObject({ status: 'added', reason: { code: 'lapsed' } });
    expect(app.sandbox.control.account(account?.id ?? '')?.deletedAt).toBeTruthy();
  });

  it('ends at its deadline even while the provider is unavailable', async () => {
    const { id } = await startConnecting(ada);
    app.clock.advance(600_001);
    app.sandbox.control.faults.set([{ match: { path: /connected_accounts/, method: 'GET' }, status: 400 }]);
    await app.deps.jobs.drain({ early: true });
    expect(await get(id)).toMatchObject({ status: 'added', reason: { code: 'lapsed' } });
  });

  it('can be canceled, and a canceled attempt never activates', async () => {
    const { id, redirectUrl } = await startConnecting(ada);
    const back = app.sandbox.control.approve(linkToken(redirectUrl)) ?? '';
    await ada.trpc.connections.cancel.mutate({ id });
    expect(await ada.comeBack(back)).toContain('/return/cancelled');
    expect(await get(id)).toMatchObject({ status: 'added', reason: { code: 'cancelled' } });
    await app.runJobs();
    expect(app.sandbox.control.accounts().filter(({ userId }) => userId === ada.workspaceId)).toEqual([]);
  });

  it('continues with a new link, and the old one no longer works', async () => {
    const first = await startConnecting(ada);
    const oldBack = app.sandbox.control.approve(linkToken(first.redirectUrl)) ?? '';
    const second = await connectAgain(ada, first.id);
    expect(second.attemptId).not.toBe(first.attemptId);
    expect(await ada.comeBack(oldBack)).toContain('/return/superseded');
    expect(await get(first.id)).toMatchObject({ status: 'pending', attempt: { id: second.attemptId } });
    expect(await approve(app, ada, second.redirectUrl)).toContain('/return/connected');
  });

  it('reports that the provider cannot be reached, and stays usable', async () => {
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'github' });
    app.sandbox.control.faults.set([{ match: { path: /link/ }, status: 422 }]);
    expect(await codeOf(ada.trpc.connections.connect.mutate({ id: connection.id }))).toBe('PROVIDER_REFUSED');
    expect(await get(connection.id)).toMatchObject({ status: 'added', reason: { code: 'provider_failed' } });
    app.sandbox.control.faults.clear();
    expect((await ada.trpc.connections.connect.mutate({ id: connection.id })).connection.status).toBe('pending');
  });

  it('reports the provider’s rate limit: it was once reported as an unreachable provider', async () => {
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
    app.sandbox.control.faults.set([{ match: { path: /link/ }, status: 429, retryAfter: 86_400 }]);
    expect(await codeOf(ada.trpc.connections.connect.mutate({ id: connection.id }))).toBe('PROVIDER_BUSY');
    expect(await get(connection.id)).toMatchObject({ status: 'added', reason: { code: 'provider_busy' } });
  });

  it('returns the same outcome for a repeated return, and activates once', async () => {
    const { id, redirectUrl } = await startConnecting(ada);
    const back = app.sandbox.control.approve(linkToken(redirectUrl)) ?? '';
    const cookies = new Map(ada.cookies);
    const pages = await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (const [name, value] of cookies) ada.cookies.set(name, value);
        return ada.comeBack(back);
      }),
    );
    expect(pages.every((page) => /^\/return\/(connected|verifying)/.test(page))).toBe(true);
    expect((await eventsOf(id)).filter((event) => event.startsWith('authorized'))).toHaveLength(1);
  });

  it('is counted by the outcome of its return', async () => {
    const { redirectUrl } = await startConnecting(ada);
    await approve(app, ada, redirectUrl);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/patchbay_oauth_returns_total\{outcome="connected"\} [1-9]/);
  });
});

describe('asking the provider', () => {
  it('changes nothing while the person has not answered', async () => {
    const { id } = await startConnecting(ada);
    const { changed, connection } = await ada.trpc.connections.refresh.mutate({ id });
    expect({ changed, status: connection.status }).toEqual({ changed: false, status: 'pending' });
  });

  it('C10: says what to do about an approval whose return was lost, and stays pending: it once said “nothing changed”', async () => {
    const { id, redirectUrl } = await startConnecting(ada);
    app.sandbox.control.approve(linkToken(redirectUrl));
    const { connection, answer } = await ada.trpc.connections.refresh.mutate({ id });
    expect([connection.status, connection.attempt?.step]).toEqual(['pending', 'approved']);
    expect(answer).toMatchObject({ code: 'approved', next: 'Continue to finish.' });
    app.clock.advance(120_000);
    const again = await ada.trpc.connections.refresh.mutate({ id });
    expect(again).toMatchObject({ changed: false, connection: { status: 'pending' }, answer: { code: 'approved' } });
  });

  it('notices a grant that ended, keeps the connection, and lets it be renewed', async () => {
    const before = await connected(app, ada);
    app.sandbox.control.setAccountStatus(before.account?.id ?? '', 'EXPIRED', 'OAuth refresh token expired');
    const { connection } = await ada.trpc.connections.refresh.mutate({ id: before.id });
    const reason = { code: 'grant_expired', detail: 'OAuth refresh token expired' };
    expect(connection).toMatchObject({ status: 'expired', reason });

    const { redirectUrl } = await connectAgain(ada, before.id);
    expect(await deny(app, ada, redirectUrl)).toContain('/return/denied');
    expect(await get(before.id)).toMatchObject({ status: 'expired', reason: { code: 'denied' } });

    const again = await connectAgain(ada, before.id);
    await approve(app, ada, again.redirectUrl);
    expect(await get(before.id)).toMatchObject({ status: 'active', reason: null });
    await app.runJobs();
    expect(app.sandbox.control.account(before.account?.id ?? '')?.deletedAt).toBeTruthy();
  });

  it('notices it whatever the provider’s message contains: with a NUL in it the connection once stayed connected forever', async () => {
    const { id, redirectUrl } = await startConnecting(ada);
    await approve(app, ada, redirectUrl);
    const { account } = await get(id);
    app.sandbox.control.setAccountStatus(account?.id ?? '', 'EXPIRED', 'bad \0 token');
    await ada.trpc.connections.refresh.mutate({ id });
    expect(await get(id)).toMatchObject({ status: 'expired', reason: { detail: 'bad  token' } });
  });

  it('releases the dead account when the app no longer needs one, and does not expire again', async () => {
    const before = await connected(app, ada, 'linear');
    app.sandbox.control.setAccountStatus(before.account?.id ?? '', 'EXPIRED');
    await ada.trpc.connections.refresh.mutate({ id: before.id });
    await needsAuth('linear', false);
    await ada.trpc.connections.connect.mutate({ id: before.id });
    expect(await get(before.id)).toMatchObject({ status: 'active', account: null, connectedBy: { id: ada.user.id } });
    const { connection } = await ada.trpc.connections.refresh.mutate({ id: before.id });
    expect(connection.status).toBe('active');
    await app.runJobs();
    expect(app.sandbox.control.account(before.account?.id ?? '')?.deletedAt).toBeTruthy();
    await needsAuth('linear', true);
  });

  it('refreshes everything that is pending in one call', async () => {
    await startConnecting(ada, 'slack');
    await startConnecting(ada, 'github');
    expect(await ada.trpc.connections.refreshPending.mutate()).toEqual({ checked: 2, changed: 0 });
  });
});

describe('a reconnect', () => {
  it('never downgrades a working connection', async () => {
    const before = await connected(app, ada);
    const { redirectUrl } = await connectAgain(ada, before.id);
    expect(await get(before.id)).toMatchObject({ status: 'active', account: before.account });
    await deny(app, ada, redirectUrl);
    expect(await get(before.id)).toMatchObject({ status: 'active', account: before.account, attempt: null });
    await app.runJobs();
    expect(app.sandbox.control.account(before.account?.id ?? '')).toMatchObject({ status: 'ACTIVE', deletedAt: null });
  });

  it('swaps the account and deletes the old one at the provider', async () => {
    const before = await connected(app, ada);
    const { redirectUrl } = await connectAgain(ada, before.id);
    await approve(app, ada, redirectUrl);
    const after = await get(before.id);
    expect(after.account?.id).not.toBe(before.account?.id);
    await app.runJobs();
    expect(app.sandbox.control.account(before.account?.id ?? '')?.deletedAt).toBeTruthy();
  });
});

describe('ending', () => {
  it('disconnects: the app stays, the account is deleted', async () => {
    const before = await connected(app, ada);
    await ada.trpc.connections.disconnect.mutate({ id: before.id });
    expect(await get(before.id)).toMatchObject({ status: 'added', account: null, connectedBy: null, reason: null });
    await app.runJobs();
    expect(app.sandbox.control.account(before.account?.id ?? '')?.deletedAt).toBeTruthy();
  });

  it('keeps trying to delete the account while the provider is unavailable', async () => {
    const before = await connected(app, ada);
    await ada.trpc.connections.disconnect.mutate({ id: before.id });
    app.sandbox.control.faults.set([{ match: { method: 'DELETE' }, status: 400, times: 1 }]);
    await expect(app.runJobs()).rejects.toThrow('delete account');
    expect(app.sandbox.control.account(before.account?.id ?? '')?.deletedAt).toBeNull();
  });

  it('removes the connection from any status and keeps its history', async () => {
    const { id, redirectUrl } = await startConnecting(ada);
    const account = accountOf(redirectUrl);
    await ada.trpc.connections.remove.mutate({ id });
    expect(await codeOf(get(id))).toBe('CONNECTION_UNKNOWN');
    expect((await eventsOf(id)).at(-1)).toBe('remove: pending → none');
    await app.runJobs();
    expect(app.sandbox.control.account(account?.id ?? '')?.deletedAt).toBeTruthy();
  });

  it.each([
    ['cancel', 'CONNECTION_NOT_PENDING'],
    ['disconnect', 'CONNECTION_NOT_CONNECTED'],
  ] as const)('answers %s of what is only added with %s', async (command, code) => {
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
    expect(await codeOf(ada.trpc.connections[command].mutate({ id: connection.id }))).toBe(code);
  });
});

describe('two people changing one connection', () => {
  it('get one result and one conflict when they decide on the same version', async () => {
    const grace = await (await app.person('Grace Hopper')).join(ada, 'admin');
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
    const { id, version } = connection;
    const codes = await Promise.all(
      [ada, grace].map((browser) => codeOf(browser.trpc.connections.connect.mutate({ id, version }))),
    );
    expect(codes.toSorted()).toEqual(['CONNECTION_CHANGED', 'ok']);
    expect(await eventsOf(id)).toEqual(['add: none → added', 'connect: added → pending']);
  });
});

describe('renaming', () => {
  it('changes the label, increments the version and adds a history entry', async () => {
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
    const { id, version } = connection;
    const renamed = await ada.trpc.connections.rename.mutate({ id, version, label: 'Support' });
    expect(renamed.connection).toMatchObject({ label: 'Support', version: 2 });
    expect(await eventsOf(id)).toEqual(['add: none → added', 'renamed: added → added']);
  });

  it('refuses a label that another connection of the app has', async () => {
    await ada.trpc.connections.add.mutate({ app: 'slack' });
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack', label: 'Two' });
    expect(await codeOf(ada.trpc.connections.rename.mutate({ id: connection.id, label: '' }))).toBe('LABEL_TAKEN');
  });
});

describe('versions', () => {
  it('have no gaps or duplicates over the life of a connection', async () => {
    const { id } = await connected(app, ada);
    await connectAgain(ada, id);
    await ada.trpc.connections.cancel.mutate({ id });
    await ada.trpc.connections.rename.mutate({ id, label: 'x' });
    await ada.trpc.connections.disconnect.mutate({ id });
    await ada.trpc.connections.remove.mutate({ id });
    const { items } = await ada.trpc.connections.history.query({ id });
    expect(items.toReversed().map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
