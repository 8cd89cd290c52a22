import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connected, startConnecting } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { newService } from '../../../test/support/test-service.ts';
import { listenToCommits, upstreamTriggers } from '../../../test/support/triggers.ts';
import { openStream } from '../../../test/support/watch-stream.ts';
import { addConnection } from '../connections/commands/add-connection.ts';
import { createEndpoint } from '../outbound-webhooks/commands/create-endpoint.ts';
import type { Access } from '../access/access.ts';
import { deleteWorkspace } from '../workspaces/commands/delete-workspace.ts';

let app: TestApp;
let ada: TestBrowser;
let workspaceId: string;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  ada = await app.person('Ada Lovelace');
  workspaceId = ada.workspaceId;
});

afterAll(() => app[Symbol.asyncDispose]());

const NAME = 'Ada’s workspace';
const remove = (who = ada, name = NAME) => codeOf(who.trpc.workspaces.delete.mutate({ name }));

async function count(table: string, where = 'true'): Promise<number> {
  const pool = await app.deps.orm.em.getConnection().getNativeClient();
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from ${table} where workspace_id = $1 and ${where}`,
    [workspaceId],
  );
  return rows[0]?.count ?? -1;
}

const upstream = async (id: string) => {
  const answer = await fetch(`${app.sandbox.url}/api/v3/connected_accounts/${id}`, {
    headers: { 'x-api-key': app.sandbox.apiKey },
  });
  return answer.status;
};

/** As a request has it that was authorized a moment ago. */
const access = (): Access => ({
  em: app.deps.orm.em.fork(),
  workspaceId,
  workspaceName: NAME,
  role: 'owner',
  actor: { kind: 'user', id: ada.user.id, name: ada.user.name },
});

describe('deleting a workspace', () => {
  it('is for owners, who have to type its name', async () => {
    const grace = await (await app.person('Grace Hopper')).join(ada, 'admin');
    expect(await remove(grace)).toBe('FORBIDDEN');
    for (const name of ['', 'ada’s workspace', 'Adas workspace', 'Grace’s workspace'])
      expect(await remove(ada, name)).toBe('NAME_DIFFERS');
    await app.runJobs();
    expect((await ada.trpc.workspaces.members.query()).items).toHaveLength(2);
    expect(await remove(ada, " Ada's  workspace")).toBe('ok');
    expect(await remove()).toBe('WORKSPACE_UNKNOWN');
  });

  it('is refused to whom was an owner when they were let in, and is none under the lock', async () => {
    const grace = await (await app.person('Grace Hopper')).join(ada, 'admin');
    const late = { ...access(), actor: { kind: 'user' as const, id: grace.user.id, name: grace.user.name } };
    await expect(deleteWorkspace(app.deps, late, { name: NAME })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const gone = { ...late, actor: { ...late.actor, id: crypto.randomUUID() } };
    await expect(deleteWorkspace(app.deps, gone, { name: NAME })).rejects.toMatchObject({ code: 'WORKSPACE_UNKNOWN' });
    expect((await ada.trpc.workspaces.members.query()).items).toHaveLength(2);
  });

  it('ends everybody’s rights at once: members, streams, keys, invitations', { timeout: 30_000 }, async () => {
    const [grace, guest] = [await app.person('Grace Hopper'), await app.person('Guest')];
    const own = grace.workspaceId;
    await grace.join(ada, 'admin');
    const { id } = await ada.trpc.workspaces.invite.mutate({ email: guest.user.email, role: 'viewer' });
    const service = await newService(ada, ['connections:read']);
    grace.workspaceId = own;
    const input = { name: 'Elsewhere', scopes: ['connections:read' as const], workspaceIds: [workspaceId] };
    await grace.trpc.serviceKeys.create.mutate(input);
    grace.workspaceId = workspaceId;
    expect(await codeOf(service.connections.list.query({}))).toBe('ok');
    await using stream = await openStream(grace, 'connections.watch');

    expect(await remove()).toBe('ok');
    await stream.ended;
    expect(await codeOf(grace.trpc.connections.list.query({}))).toBe('WORKSPACE_UNKNOWN');
    expect((await grace.trpc.session.get.query()).workspace?.id).toBe(own);
    expect((await ada.trpc.session.get.query()).workspace).toBeNull();
    expect(await codeOf(guest.trpc.workspaces.acceptInvitation.mutate({ id }))).toBe('INVITATION_UNKNOWN');
    app.clock.advance(2_000);
    expect(await codeOf(service.connections.list.query({}))).toBe('KEY_INVALID');
    expect(await count('service_key_workspaces')).toBe(0);
    grace.workspaceId = own;
    expect((await grace.trpc.serviceKeys.list.query({})).items).toMatchObject([{ name: 'Elsewhere', status: 'live' }]);
  });

  it('leaves nothing at the provider: accounts, triggers, attempts that were open', async () => {
    const slack = await connected(app, ada, 'slack');
    const github = await connected(app, ada, 'github');
    await listenToCommits(ada, github.id);
    await startConnecting(ada, 'notion');
    await app.runJobs();
    const accounts = [slack, github].map(({ account }) => account?.id ?? '');
    expect(await Promise.all(accounts.map(upstream))).toEqual([200, 200]);
    expect(await upstreamTriggers(app, accounts[1] ?? '')).toHaveLength(1);

    expect(await remove()).toBe('ok');
    await app.runJobs({ early: true });
    expect(await Promise.all(accounts.map(upstream))).toEqual([404, 404]);
    expect(await upstreamTriggers(app, accounts[1] ?? '')).toEqual([]);
    expect([await count('entity_connections'), await count('trigger_subscriptions')]).toEqual([0, 0]);
    expect(await count('connection_attempts', `status = 'open'`)).toBe(0);
    expect(await count('connection_events', `event = 'remove'`)).toBe(3);
  });

  it('gives up what waits for its endpoints', async () => {
    const { endpoint } = await ada.trpc.endpoints.create.mutate({ url: 'https://hooks.example.com/patchbay' });
    await ada.trpc.endpoints.test.mutate({ id: endpoint.id });
    expect(await count('deliveries', `status = 'waiting'`)).toBe(1);
    expect(await remove()).toBe('ok');
    await app.deps.jobs.drain();
    expect([await count('endpoints'), await count('deliveries', `status = 'waiting'`)]).toEqual([0, 0]);
  });

  it('goes on where it was interrupted, and ends what a last request made', async () => {
    await ada.trpc.connections.add.mutate({ app: 'slack' });
    expect(await remove()).toBe('ok');
    const late = { url: 'https://hooks.example.com/late', description: '', apps: [], triggers: [] };
    await expect(createEndpoint(app.deps, access(), late)).rejects.toMatchObject({ code: 'WORKSPACE_UNKNOWN' });
    await app.deps.jobs.drain();
    await addConnection(app.deps, access(), { app: 'github', label: 'too late' });
    expect(await count('entity_connections')).toBe(1);
    await app.deps.jobs.drain({ early: true });
    expect(await count('entity_connections')).toBe(0);
  });
});

it('its hosts are deleted: an installation admin is not asked to approve the host of a workspace that is gone', async () => {
  await ada.trpc.connectHosts.add.mutate({ origin: 'https://gone.example', returnUrls: ['https://gone.example/done'] });
  expect(await count('connect_hosts')).toBe(1);
  expect(await remove()).toBe('ok');
  await app.runJobs();
  expect(await count('connect_hosts')).toBe(0);
});
