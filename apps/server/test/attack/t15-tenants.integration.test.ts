import { INSTALLATION_SCOPES, ROLES, SCOPES } from '@patchbay/contracts';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connected, startConnecting } from '../support/connect.ts';
import { call, type Procedure, proceduresOf, SAMPLES, type Things } from '../support/sample-inputs.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { codeOf, TestBrowser } from '../support/test-browser.ts';
import { newInstallationKey } from '../support/test-installation.ts';
import { KeyBrowser, newService } from '../support/test-service.ts';
import { listenToCommits } from '../support/triggers.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../support/webhook.ts';

/**
 * T15 and T6: every procedure, with every id of another workspace, in every role. Made from the router itself: a procedure
 * that is added is swept, or fails here for want of a policy or a sample.
 */
let app: TestApp;
let procedures: Procedure[];
let theirs: Things;
/** A person in each role of another workspace, a visitor (a person who is signed out), and a service key. */
const mine: Record<string, TestBrowser> = {};
let theirState: string;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET } });
  procedures = proceduresOf(app);
  theirs = await someoneElses();
  mine['owner'] = await app.person('owner');
  for (const role of ['admin', 'member', 'viewer'] as const) {
    mine[role] = await (await app.person(role)).join(mine['owner'], role);
  }
  mine['visitor'] = new TestBrowser(mine['owner']);
  mine['service'] = await KeyBrowser.of(mine['owner'], [...SCOPES]);
  theirState = await stateOf(theirs.workspace);
});

afterAll(() => app[Symbol.asyncDispose]());

async function someoneElses(): Promise<Things> {
  const victim = await app.person('Victor');
  const { id: connection } = await connected(app, victim, 'slack');
  const removed = await startConnecting(victim, 'github');
  await victim.trpc.connections.remove.mutate({ id: removed.id });
  const { id: invitation } = await victim.trpc.workspaces.invite.mutate({ email: 'x@example.com', role: 'admin' });
  const { user, workspaceId: workspace } = victim;
  const { key } = await victim.trpc.serviceKeys.create.mutate({ name: 'Theirs', scopes: [...SCOPES] });
  const listening = await listeningThings(victim);
  const { host } = await victim.trpc.connectHosts.add.mutate(ACME);
  return {
    connection,
    removedConnection: removed.id,
    member: user.id,
    invitation,
    workspace,
    serviceKey: key.id,
    session: (await victim.trpc.account.sessions.query()).items[0]?.id ?? '',
    ...listening,
    connectHost: host.id,
    connectSession: await sessionIn(victim, host.id),
  };
}

const ACME = { origin: 'https://acme.example', returnUrls: ['https://acme.example/connected'] };

async function sessionIn(victim: TestBrowser, hostId: string): Promise<string> {
  // By hand: the tests below need an installation without an admin.
  const pool = await app.deps.orm.em.getConnection().getNativeClient();
  await pool.query(`update connect_hosts set status = 'approved' where id = $1`, [hostId]);
  const service = await newService(victim, ['connect-sessions:write']);
  const wanted = { endUser: { id: 'u1' }, returnUrl: ACME.returnUrls[0] ?? '' };
  return (await service.connectSessions.create.mutate(wanted)).id;
}

async function listeningThings(
  victim: TestBrowser,
): Promise<Pick<Things, 'subscription' | 'event' | 'endpoint' | 'delivery'>> {
  const { id, account } = await connected(app, victim, 'github');
  const { id: subscription } = await listenToCommits(victim, id);
  const body = triggerMessage({ accountId: account?.id ?? '', workspaceId: victim.workspaceId });
  await post(app, { body });
  await app.runJobs();
  const [event] = (await victim.trpc.events.list.query()).items;
  const { endpoint } = await victim.trpc.endpoints.create.mutate({ url: 'https://hooks.example.com/patchbay' });
  await victim.trpc.endpoints.test.mutate({ id: endpoint.id });
  const [delivery] = (await victim.trpc.deliveries.list.query()).items;
  return { subscription, event: event?.id ?? '', endpoint: endpoint.id, delivery: delivery?.id ?? '' };
}

function atRandom(): Things {
  const id = () => crypto.randomUUID();
  return {
    connection: id(),
    removedConnection: id(),
    member: id(),
    invitation: id(),
    workspace: id(),
    serviceKey: id(),
    session: id(),
    subscription: id(),
    event: id(),
    endpoint: id(),
    delivery: id(),
    connectSession: randomBytes(16).toString('base64url'),
    connectHost: id(),
  };
}

/** Everything that the victim's workspace consists of, as one text: every table that says whose its rows are. */
async function stateOf(workspaceId: string): Promise<string> {
  const pool = await app.deps.orm.em.getConnection().getNativeClient();
  const { rows: tables } = await pool.query<{ name: string; owner: string }>(
    `select c.relname as name, a.attname as owner from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and (a.attname in ('workspace_id', 'organizationId') or (c.relname = 'organization' and a.attname = 'id'))
      order by 1`,
  );
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'action_policies',
      'connection_events',
      'member',
      'organization',
      'service_key_workspaces',
    ]),
  );
  const state = await Promise.all(
    tables.map(async ({ name, owner }) => {
      const rows = `select '${name}' as table, json_agg(t order by t::text) as rows from "${name}" t where "${owner}"::text = $1`;
      return (await pool.query(rows, [workspaceId])).rows;
    }),
  );
  const people = await pool.query(
    `select (select json_agg(u order by u.id) from "user" u join member m on m."userId" = u.id where m."organizationId" = $1) as people,
            (select json_agg(a order by a.id) from account a join member m on m."userId" = a."userId" where m."organizationId" = $1) as accounts,
            (select json_agg(s order by s.id) from session s join member m on m."userId" = s."userId" where m."organizationId" = $1) as sessions`,
    [workspaceId],
  );
  return JSON.stringify([state, people.rows]);
}

/** What is different each time: ids and times. */
const comparable = ({ status, text }: { status: number; text: string }) =>
  `${status} ${text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')}`;

describe('the list of procedures', () => {
  it('has a policy for each', () => {
    expect(procedures.filter(({ policy }) => policy === undefined)).toEqual([]);
  });

  it('has a sample input for each, and no sample for none', () => {
    expect(Object.keys(SAMPLES).toSorted()).toEqual(procedures.map(({ path }) => path).toSorted());
  });
});

describe.each([...ROLES, 'visitor', 'service'])('to the %s of another workspace', (role) => {
  it('the id of a thing is like a random one, in every procedure', async () => {
    const browser = mine[role] as TestBrowser;
    const differences: unknown[] = [];
    for (const { path, type } of procedures) {
      const { input, names } = SAMPLES[path];
      if (!input || !names) continue;
      const [real, random] = [
        await call(browser, { path, type, input: input(theirs) }),
        await call(browser, { path, type, input: input(atRandom()) }),
      ];
      if (comparable(real) !== comparable(random) || real.status < 400) differences.push({ path, real, random });
    }
    expect(differences).toEqual([]);
  });

  it('the workspace itself is like a random one, in every procedure', async () => {
    const own = mine[role] as TestBrowser;
    const at = (workspaceId: string) =>
      own instanceof KeyBrowser
        ? own.at(workspaceId)
        : Object.assign(Object.create(own) as TestBrowser, { workspaceId });
    const differences: unknown[] = [];
    for (const { path, type, policy } of procedures) {
      if (policy === 'anyone' || policy === 'signed-in') continue;
      const input = SAMPLES[path].input?.(theirs);
      const real = await call(at(theirs.workspace), { path, type, input });
      const random = await call(at(crypto.randomUUID()), { path, type, input });
      if (comparable(real) !== comparable(random) || real.status < 400) differences.push({ path, real, random });
    }
    expect(differences).toEqual([]);
  });
});

describe('in their own workspace', () => {
  it('no person may do what the policy keeps for a higher role', async () => {
    const wrong: unknown[] = [];
    for (const { path, type, policy } of procedures) {
      const input = SAMPLES[path].input?.(atRandom());
      for (const role of ['visitor', 'viewer', 'member', 'admin'] as const) {
        const { text } = await call(mine[role] as TestBrowser, { path, type, input });
        const expected = refusalOf(policy, role);
        if (expected && !text.includes(`"errorCode":"${expected}"`)) wrong.push({ path, role, expected, text });
        if (path === 'workspaces.leave' && !expected) await restore(role);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** What belongs to the whole installation. A procedure that leaves this list is open to everyone who signs up. */
const OF_THE_INSTALLATION = [
  'catalog.checkSetup',
  'catalog.runs',
  'catalog.setup',
  'catalog.sync',
  'connectHosts.addShared',
  'connectHosts.approve',
  'connectHosts.pending',
  'connectHosts.removeShared',
  'connectHosts.setSharedBranding',
  'installation.admins',
  'installation.resign',
  'installation.setSignUp',
  'installation.signUp',
  'installation.workspaces',
  'installationEndpoints.create',
  'installationEndpoints.deliveries',
  'installationEndpoints.list',
  'installationEndpoints.recover',
  'installationEndpoints.redeliver',
  'installationEndpoints.remove',
  'installationEndpoints.rotateSecret',
  'installationEndpoints.test',
  'installationEndpoints.update',
  'installationKeys.create',
  'installationKeys.list',
  'installationKeys.revoke',
  'installationKeys.rotate',
  'provisioning.activity',
  'provisioning.archiveWorkspace',
  'provisioning.deleteWorkspace',
  'provisioning.getWorkspace',
  'provisioning.listWorkspaces',
  'provisioning.renameWorkspace',
  'provisioning.restoreWorkspace',
  'provisioning.setDevelopment',
  'provisioning.upsertWorkspaces',
  'sandbox.console',
  'system.health',
  'system.registerWebhook',
];

describe('to someone who signs up on an installation with a key, and so owns a workspace', () => {
  it('what belongs to the installation is for its admins alone', () => {
    const paths = procedures.filter(({ policy }) => policy === 'installation-admin').map(({ path }) => path);
    expect(paths.toSorted()).toEqual(OF_THE_INSTALLATION);
  });

  it('nothing of it is synced, shown or registered', async () => {
    app.sandbox.control.clearRequests();
    const wrong: unknown[] = [];
    for (const { path, type } of procedures.filter(({ path: each }) => OF_THE_INSTALLATION.includes(each))) {
      const input = SAMPLES[path].input?.(atRandom());
      const { text } = await call(await app.person('Mallory'), { path, type, input });
      if (!text.includes('"errorCode":"INSTALLATION_ADMIN_ONLY"')) wrong.push({ path, text });
    }
    expect(wrong).toEqual([]);
    const pool = await app.deps.orm.em.getConnection().getNativeClient();
    expect((await pool.query(`select 1 from catalog_sync_runs where status = 'queued'`)).rows).toEqual([]);
    expect(app.sandbox.control.requests()).toEqual([]);
    expect(await app.deps.provider.readWebhook()).toBeNull();
  });

  it('no account is an installation admin by signing up, and a made-up token makes none', async () => {
    const mallory = await app.person('Mallory');
    const token = 'A'.repeat(43);
    expect(await codeOf(mallory.trpc.installation.claimAdmin.mutate({ token }))).toBe('ADMIN_LINK_INVALID');
    const { rows } = await (
      await app.deps.orm.em.getConnection().getNativeClient()
    ).query('select 1 from installation_admins');
    expect(rows).toEqual([]);
  });
});

describe('with a service key', () => {
  it('no call may do what is for people only, or what its scopes leave out', async () => {
    const wrong: unknown[] = [];
    const browsers = new Map<string | undefined, KeyBrowser>();
    for (const { path, type, policy, scope } of procedures) {
      if (policy === 'anyone') continue;
      const others = SCOPES.filter((each) => each !== scope);
      const browser = browsers.get(scope) ?? (await KeyBrowser.of(mine['owner'] as TestBrowser, others));
      browsers.set(scope, browser);
      const { text } = await call(browser, { path, type, input: SAMPLES[path].input?.(atRandom()) });
      const expected = scope === 'people-only' ? 'KEY_NOT_ALLOWED' : 'SCOPE_MISSING';
      if (!text.includes(`"errorCode":"${expected}"`)) wrong.push({ path, expected, text });
    }
    expect(wrong).toEqual([]);
  });
});

describe('with an installation key', () => {
  const keyWithout = async (admin: TestBrowser, scope: string | undefined) => {
    const scopes = INSTALLATION_SCOPES.filter((each) => each !== scope);
    return new KeyBrowser(admin, (await newInstallationKey(admin, { scopes })).token).at(theirs.workspace);
  };

  it('no call may do what is not listed for it, in any workspace, or what its scopes leave out', async () => {
    const admin = await app.admin('Irene');
    const wrong: unknown[] = [];
    const browsers = new Map<string | undefined, KeyBrowser>();
    for (const { path, type, policy, installationScope } of procedures) {
      if (policy === 'anyone') continue;
      const browser = browsers.get(installationScope) ?? (await keyWithout(admin, installationScope));
      browsers.set(installationScope, browser);
      const { text } = await call(browser, { path, type, input: SAMPLES[path].input?.(theirs) });
      const expected = installationScope === undefined ? 'KEY_NOT_ALLOWED' : 'SCOPE_MISSING';
      if (!text.includes(`"errorCode":"${expected}"`)) wrong.push({ path, expected, text });
    }
    expect(wrong).toEqual([]);
  });

  it('one that is revoked, unknown or of another kind may do nothing', async () => {
    const admin = await app.admin('Irene');
    const { key, token } = await newInstallationKey(admin);
    await admin.trpc.installationKeys.revoke.mutate({ id: key.id });
    const tokens = [token, `pbi_${'0'.repeat(12)}7${'0'.repeat(3)}8${'0'.repeat(15)}_${'A'.repeat(43)}`];
    const wrong: unknown[] = [];
    for (const { path, type, installationScope } of procedures) {
      if (installationScope === undefined) continue;
      for (const each of tokens) {
        const browser = new KeyBrowser(admin, each).at(theirs.workspace);
        const { text } = await call(browser, { path, type, input: SAMPLES[path].input?.(theirs) });
        if (!text.includes('"errorCode":"KEY_INVALID"')) wrong.push({ path, each, text });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('a workspace that does not exist is unknown to it, and none is entered without being named', async () => {
    const admin = await app.admin('Irene');
    const { token } = await newInstallationKey(admin);
    const wrong: unknown[] = [];
    for (const { path, type, policy, installationScope } of procedures) {
      if (installationScope === undefined || policy === 'installation-admin') continue;
      const input = SAMPLES[path].input?.(atRandom());
      for (const [workspaceId, expected] of [
        [crypto.randomUUID(), 'WORKSPACE_UNKNOWN'],
        ['{"$ne":null}', 'WORKSPACE_UNKNOWN'],
      ] as const) {
        const { text } = await call(new KeyBrowser(admin, token).at(workspaceId), { path, type, input });
        if (!text.includes(`"errorCode":"${expected}"`)) wrong.push({ path, expected, text });
      }
    }
    expect(wrong).toEqual([]);
  });
});

function refusalOf(policy: Procedure['policy'], role: 'visitor' | 'viewer' | 'member' | 'admin'): string | undefined {
  if (policy === 'anyone') return undefined;
  if (role === 'visitor') return 'UNAUTHENTICATED';
  if (policy === undefined || policy === 'signed-in') return undefined;
  if (policy === 'installation-admin') return 'INSTALLATION_ADMIN_ONLY';
  if (policy === 'services' || policy === 'connect-session') return 'SERVICES_ONLY';
  return ROLES.indexOf(role) > ROLES.indexOf(policy) ? 'FORBIDDEN' : undefined;
}

/** A person who has left comes back, or the rest would only show that people without a role are kept out. */
async function restore(role: string): Promise<void> {
  if (role === 'visitor') return;
  await mine[role]?.join(mine['owner'] as TestBrowser, role as 'admin');
}

it('after all of that nothing of theirs has changed', async () => {
  expect(await stateOf(theirs.workspace)).toBe(theirState);
});
