import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startConnecting } from '../../../../test/support/connect.ts';
import { connectedAs, ownClient, releasesOf, tokenWorks } from '../../../../test/support/grants.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../../test/support/test-browser.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { dropAccountJob } from './drop-account.ts';
import { reconcileAccounts } from './reconcile-accounts.ts';
import { releaseAccount } from './release-account.ts';

const LONG = { timeout: 60_000 };

let app: TestApp;
let ada: TestBrowser;
let email: string;

beforeAll(async () => {
  app = await startTestApp();
  await ownClient(app, 'gmail', 'client-1');
  await ownClient(app, 'googledrive', 'client-2');
  ada = await app.person('Ada Lovelace');
});

beforeEach(() => {
  email = `person-${crypto.randomUUID()}@example.com`;
  app.sandbox.control.switches.showClientIds = false;
  app.sandbox.control.faults.clear();
  app.sandbox.control.clearRequests();
});

afterAll(() => app[Symbol.asyncDispose]());

const connect = (slug = 'gmail', who = ada) => connectedAs(app, who, { slug, email });
const disconnect = (id: string, revoke?: boolean) =>
  ada.trpc.connections.disconnect.mutate({ id, ...(revoke === undefined ? {} : { revoke }) });
const asked = (path: RegExp) =>
  app.sandbox.control.requests().filter((request) => request.method !== 'GET' && path.test(request.path)).length;
const impactOf = (id: string) => ada.trpc.connections.disconnectImpact.query({ id });

describe('a client whose id can be read', () => {
  it.each([
    [true, 'released_revoked'],
    [false, 'released_deleted'],
  ])('is told from another app’s client: %s → %s', LONG, async (shown, expected) => {
    const [mail, drive] = [await connect('gmail'), await connect('googledrive')];
    app.sandbox.control.switches.showClientIds = shown;
    await disconnect(mail.id);
    await app.runJobs();
    expect(await releasesOf(app, mail.id)).toEqual([expected]);
    expect(tokenWorks(app, drive.account?.id)).toBe(true);
    await ada.trpc.connections.remove.mutate({ id: drive.id });
    await app.runJobs();
  });
});

describe('what else may work by the grant', () => {
  it('is an attempt that is open: it may be the same person who approves it', LONG, async () => {
    const mail = await connect();
    const open = await startConnecting(ada, 'gmail', crypto.randomUUID());
    await disconnect(mail.id);
    await app.runJobs();
    expect(await releasesOf(app, mail.id)).toEqual(['released_deleted']);
    await ada.trpc.connections.cancel.mutate({ id: open.id });
  });

  it('is a connection whose grant has expired, and one whose address differs in case', LONG, async () => {
    const mail = await connect();
    const other = await connectedAs(app, ada, { slug: 'gmail', email: email.toUpperCase() });
    app.sandbox.control.setAccountStatus(other.account?.id ?? '', 'EXPIRED');
    await ada.trpc.connections.refresh.mutate({ id: other.id });
    await disconnect(mail.id);
    await app.runJobs();
    expect(await releasesOf(app, mail.id)).toEqual(['released_deleted']);
    await ada.trpc.connections.remove.mutate({ id: other.id });
  });
});

describe('asked for', () => {
  it('the grant ends whatever else works by it, said before; the others are read again', LONG, async () => {
    const bob = await app.person('Bob');
    const [mail, here] = [await connect(), await connect()];
    const elsewhere = await connect('gmail', bob);
    expect(await impactOf(mail.id)).toEqual({
      revokes: false,
      canRevoke: true,
      alsoStops: {
        connections: [{ id: here.id, app: { slug: 'gmail', name: 'Gmail' }, label: here.label, status: 'active' }],
        more: 0,
        elsewhere: 1,
        otherProducts: false,
      },
    });
    expect((await disconnect(mail.id, true)).release).toBe('asked');
    await app.runJobs();
    expect(await releasesOf(app, mail.id)).toEqual(['released_revoked']);
    expect((await ada.trpc.connections.get.query({ id: here.id })).status).toBe('expired');
    expect((await bob.trpc.connections.get.query({ id: elsewhere.id })).status).toBe('expired');
    for (const { account } of [mail, here, elsewhere]) expect(tokenWorks(app, account?.id)).toBe(false);
  });

  it('of the provider’s client says that other products may stop too', LONG, async () => {
    const slack = await connect('slack');
    const otherCustomerAccount = app.sandbox.control.addForeignGrant('slack', email);
    expect(await impactOf(slack.id)).toMatchObject({
      revokes: false,
      canRevoke: true,
      alsoStops: { otherProducts: true },
    });
    await disconnect(slack.id, true);
    await app.runJobs();
    expect(await releasesOf(app, slack.id)).toEqual(['released_revoked']);
    expect(tokenWorks(app, otherCustomerAccount)).toBe(false);
  });

  it('is refused when the SDK cannot revoke, instead of ignoring the flag', LONG, async () => {
    await using legacy = await startTestApp({ env: { COMPOSIO_SDK: 'legacy' }, beside: app });
    const mail = await connect();
    const client = Object.assign(Object.create(ada) as TestBrowser, {});
    const answer = await client.fetch(`${legacy.url}/trpc/connections.disconnect`, {
      method: 'POST',
      body: JSON.stringify({ id: mail.id, revoke: true }),
      headers: { 'content-type': 'application/json', 'x-patchbay-workspace': ada.workspaceId },
    });
    expect(await answer.text()).toContain('REVOCATION_UNSUPPORTED');
    expect((await ada.trpc.connections.get.query({ id: mail.id })).status).toBe('active');
    await disconnect(mail.id);
    await app.runJobs();
  });
});

describe('a release', () => {
  it.each([400, 403, 409])('deletes only when the provider answers %i to the revocation', LONG, async (status) => {
    const mail = await connect();
    app.sandbox.control.faults.set([{ match: { path: /\/revoke$/ }, status }]);
    expect((await impactOf(mail.id)).revokes).toBe(true);
    await disconnect(mail.id);
    await app.runJobs();
    expect(await releasesOf(app, mail.id)).toEqual(['released_deleted']);
    expect(app.sandbox.control.account(mail.account?.id ?? '')?.deletedAt).toBeTruthy();
  });

  it.each([
    ['its answer to the revocation is lost', { match: { path: /\/revoke$/ }, cut: true, afterWork: true }],
    ['it stops between the revocation and the deletion', { match: { method: 'DELETE', path: /ca_/ }, status: 503 }],
    ['the answer to the deletion is lost', { match: { method: 'DELETE', path: /ca_/ }, cut: true, afterWork: true }],
  ])('is repeated safely when %s', LONG, async (_, fault) => {
    const mail = await connect();
    const accountId = mail.account?.id ?? '';
    const release = { accountId, identity: email, revoke: 'if_unused' as const };
    await app.runJobs();
    await disconnect(mail.id);
    app.sandbox.control.faults.set([fault]);
    await expect(releaseAccount(app.deps, release)).rejects.toThrow();
    app.sandbox.control.faults.clear();
    await releaseAccount(app.deps, release);
    await app.runJobs();
    expect(await releasesOf(app, mail.id)).toEqual(['released_revoked']);
    expect(tokenWorks(app, accountId)).toBe(false);
    expect(app.sandbox.control.account(accountId)?.deletedAt).toBeTruthy();
  });

  it('does not change the version, so connecting again right away causes no conflict', LONG, async () => {
    const mail = await connect();
    const { connection, release } = await disconnect(mail.id);
    expect(release).toBe('if_unused');
    await app.runJobs();
    expect((await ada.trpc.connections.get.query({ id: mail.id })).version).toBe(connection.version);
    expect(await codeOf(ada.trpc.connections.remove.mutate({ id: mail.id, version: connection.version }))).toBe('ok');
    const { items } = await ada.trpc.connections.history.query({ id: mail.id });
    expect(items.map(({ event }) => event)).toContain('released_revoked');
  });

  it('is left to its own job for an hour by the job that deletes unused accounts', LONG, async () => {
    const mail = await connect();
    app.clock.advance(180_000);
    await disconnect(mail.id);
    const jobsOf = async (name: string) => {
      const text = `select data->>'accountId' as id from pgboss.job where name = $1 and state = 'created'`;
      const rows = await executeSql<{ id: string }>(app.deps.orm.em.fork(), text, [name]);
      return rows.filter(({ id }) => id === mail.account?.id).length;
    };
    await reconcileAccounts(app.deps, app.deps.orm.em.fork());
    expect(await jobsOf(dropAccountJob.name)).toBe(0);
    app.clock.advance(3_600_000);
    await reconcileAccounts(app.deps, app.deps.orm.em.fork());
    expect(await jobsOf(dropAccountJob.name)).toBe(1);
    await app.runJobs();
  });

  it('queued by an earlier version, with the account id alone, deletes and never revokes', LONG, async () => {
    const mail = await connect();
    const accountId = mail.account?.id ?? '';
    const em = app.deps.orm.em.fork();
    await executeSql(em, `update entity_connections set status = 'added', connection_id = null where id = $1`, [
      mail.id,
    ]);
    await em.transactional((tx) => app.deps.jobs.send(tx, dropAccountJob, { data: { accountId } }));
    await app.runJobs();
    expect(app.sandbox.control.account(accountId)?.deletedAt).toBeTruthy();
    expect(tokenWorks(app, accountId)).toBe(true);
    expect(asked(/\/revoke$/)).toBe(0);
  });
});
