import { SCOPES } from '@patchbay/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approve, connected, startConnecting } from '../../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../../test/support/test-browser.ts';
import { installationService, newInstallationKey } from '../../../../test/support/test-installation.ts';
import { newService } from '../../../../test/support/test-service.ts';

let app: TestApp;
let admin: TestBrowser;
let token: string;
let service: ReturnType<typeof installationService>;

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.admin('Irene');
  ({ token } = await newInstallationKey(admin));
  service = installationService({ url: app.url, token });
});

afterAll(() => app[Symbol.asyncDispose]());

const archive = (id: string) => service.provisioning.archiveWorkspace.mutate({ id });
const restore = (id: string) => service.provisioning.restoreWorkspace.mutate({ id });
/** The longest time that a key is cached. */
const letKeysBeReadAgain = () => app.clock.advance(2_000);

describe('an archived workspace', () => {
  it('is closed to its members and keys, and as before once it is restored', async () => {
    const ada = await app.person('Ada');
    const { workspaceId } = ada;
    const { id } = await connected(app, ada, 'slack');
    const own = await newService(ada, [...SCOPES]);
    const guest = await (await app.person('Grace')).join(ada, 'viewer');
    expect(await codeOf(own.connections.get.query({ id }))).toBe('ok');

    const { archivedAt } = await archive(workspaceId);
    expect(archivedAt).toBe(app.clock.now().toISOString());
    letKeysBeReadAgain();
    const inside = installationService({ url: app.url, token, workspaceId });
    const calls = () => [
      ada.trpc.connections.get.query({ id }),
      guest.trpc.connections.list.query({}),
      ada.trpc.workspaces.members.query(),
      own.connections.get.query({ id }),
      inside.serviceKeys.list.query({}),
    ];
    const codes = () => Promise.all(calls().map((call) => codeOf(call)));
    expect(await codes()).toEqual(Array(5).fill('WORKSPACE_ARCHIVED'));
    expect((await ada.trpc.workspaces.list.query()).items).toEqual([]);
    expect((await ada.trpc.session.get.query()).workspace).toBeNull();
    expect(await codeOf(ada.trpc.workspaces.switch.mutate({ id: workspaceId }))).toBe('WORKSPACE_UNKNOWN');

    expect(await restore(workspaceId)).toMatchObject({ archivedAt: null });
    letKeysBeReadAgain();
    expect(await codes()).toEqual(Array(5).fill('ok'));
    expect(await ada.trpc.connections.get.query({ id })).toMatchObject({ status: 'active' });
  });

  it('takes no one in: an earlier invitation waits until it is restored', async () => {
    const ada = await app.person('Ada');
    const grace = await app.person('Grace');
    const { id } = await ada.trpc.workspaces.invite.mutate({ email: grace.user.email, role: 'viewer' });
    await archive(ada.workspaceId);
    expect(await codeOf(grace.trpc.workspaces.acceptInvitation.mutate({ id }))).toBe('WORKSPACE_ARCHIVED');
    await restore(ada.workspaceId);
    expect(await codeOf(grace.trpc.workspaces.acceptInvitation.mutate({ id }))).toBe('ok');
  });

  it('completes no authorization that was open', async () => {
    const ada = await app.person('Ada');
    const { id, redirectUrl } = await startConnecting(ada, 'github');
    await archive(ada.workspaceId);
    expect(await approve(app, ada, redirectUrl)).toContain('/return/');
    await app.runJobs();
    await restore(ada.workspaceId);
    expect((await ada.trpc.connections.get.query({ id })).status).toBe('added');
  });

  it('sends nothing to its endpoints, and turns on again only those that it turned off', async () => {
    const ada = await app.person('Ada');
    const add = (url: string) => ada.trpc.endpoints.create.mutate({ url });
    const [{ endpoint: on }, { endpoint: off }] = [
      await add('https://hooks.example.com/on'),
      await add('https://hooks.example.com/off'),
    ];
    await ada.trpc.endpoints.update.mutate({ id: off.id, enabled: false });
    await ada.trpc.endpoints.test.mutate({ id: on.id });
    await archive(ada.workspaceId);
    await restore(ada.workspaceId);
    const { items } = await ada.trpc.endpoints.list.query();
    expect(items.map(({ id, status, offReason }) => [id, status, offReason])).toEqual(
      expect.arrayContaining([
        [on.id, 'on', null],
        [off.id, 'off', 'person'],
      ]),
    );
    expect((await ada.trpc.deliveries.list.query()).items.map(({ status }) => status)).toEqual(['dead']);
  });

  it('is archived and restored once, however often it is asked for, and each is recorded once', async () => {
    const { id } = await admin.trpc.workspaces.create.mutate({ name: 'Twice' });
    const first = await archive(id);
    app.clock.advance(1_000);
    expect(await archive(id)).toEqual(first);
    await restore(id);
    await restore(id);
    const { items } = await admin.trpc.provisioning.activity.query({ workspaceId: id });
    expect(items.map(({ action, subject }) => [action, subject])).toEqual([
      ['provisioning.restore', 'Twice'],
      ['provisioning.archive', 'Twice'],
    ]);
  });

  it('is found by its status, and stays archived when it is upserted again', async () => {
    const workspaces = [{ externalId: 'archived-1', name: 'Archived' }];
    await service.provisioning.upsertWorkspaces.mutate({ workspaces });
    await service.provisioning.archiveWorkspace.mutate({ externalId: 'archived-1' });
    const list = async (status: 'active' | 'archived') =>
      (await service.provisioning.listWorkspaces.query({ status, search: 'archived-1' })).items.length;
    expect([await list('active'), await list('archived')]).toEqual([0, 1]);
    const { workspaces: again } = await service.provisioning.upsertWorkspaces.mutate({
      workspaces: [{ externalId: 'archived-1', name: 'Renamed' }],
    });
    expect(again[0]).toMatchObject({ name: 'Renamed', outcome: 'renamed', archivedAt: expect.any(String) as string });
  });
});

describe('deleting a workspace', () => {
  it('ends its keys and connections, frees its external id, and is recorded', async () => {
    const ada = await app.person('Ada');
    const { workspaceId } = ada;
    const { account } = await connected(app, ada, 'slack');
    const own = await newService(ada, ['connections:read']);
    await archive(workspaceId);
    expect(await service.provisioning.deleteWorkspace.mutate({ id: workspaceId })).toEqual({ id: workspaceId });
    letKeysBeReadAgain();
    expect(await codeOf(own.connections.list.query({}))).toBe('KEY_INVALID');
    expect(await codeOf(ada.trpc.connections.list.query({}))).toBe('WORKSPACE_UNKNOWN');
    await app.runJobs({ early: true });
    expect(app.sandbox.control.accounts().map(({ id }) => id)).not.toContain(account?.id);
    expect(await codeOf(service.provisioning.deleteWorkspace.mutate({ id: workspaceId }))).toBe('WORKSPACE_UNKNOWN');
    const { items } = await admin.trpc.provisioning.activity.query({ workspaceId });
    expect(items.map(({ action }) => action)).toEqual(['provisioning.delete', 'provisioning.archive']);
  });

  it('needs a scope of its own', async () => {
    const { token: writer } = await newInstallationKey(admin, { scopes: ['workspaces:read', 'workspaces:write'] });
    const limited = installationService({ url: app.url, token: writer });
    expect(await codeOf(limited.provisioning.deleteWorkspace.mutate({ id: admin.workspaceId }))).toBe('SCOPE_MISSING');
  });
});

describe('in a workspace', () => {
  it('an installation key makes, rotates and revokes service keys, which is recorded with its outcome', async () => {
    const workspaces = [{ externalId: 'inside', name: 'Inside' }];
    const [made] = (await service.provisioning.upsertWorkspaces.mutate({ workspaces })).workspaces;
    const workspaceId = made?.id ?? '';
    const inside = installationService({ url: app.url, token, workspaceId });
    const { key, token: first } = await inside.serviceKeys.create.mutate({
      name: 'Runner',
      scopes: ['connections:read'],
      workspaceIds: [admin.workspaceId],
    });
    expect(key.workspaces.map(({ name }) => name).toSorted()).toEqual(['Inside', 'Irene’s workspace']);
    const use = (each: string) =>
      codeOf(installationService({ url: app.url, token: each, workspaceId }).connections.list.query({}));
    const { token: second } = await inside.serviceKeys.rotate.mutate({ id: key.id, overlapSeconds: 0 });
    expect([await use(first), await use(second)]).toEqual(['KEY_INVALID', 'ok']);
    await inside.serviceKeys.revoke.mutate({ id: key.id });
    expect(await use(second)).toBe('KEY_INVALID');
    expect(await codeOf(inside.serviceKeys.revoke.mutate({ id: app.deps.newId() }))).toBe('KEY_UNKNOWN');
    const { items } = await service.provisioning.activity.query({ workspaceId });
    expect(items.map(({ action, outcome, externalId }) => [action, outcome, externalId])).toEqual([
      ['serviceKeys.revoke', 'KEY_UNKNOWN', 'inside'],
      ['serviceKeys.revoke', 'done', 'inside'],
      ['serviceKeys.rotate', 'done', 'inside'],
      ['serviceKeys.create', 'done', 'inside'],
      ['provisioning.create', 'done', 'inside'],
    ]);
  });

  it('sets endpoints, automatic triggers and policies', async () => {
    const workspaces = [{ externalId: 'settings', name: 'Settings' }];
    const [made] = (await service.provisioning.upsertWorkspaces.mutate({ workspaces })).workspaces;
    const inside = installationService({ url: app.url, token, workspaceId: made?.id ?? '' });
    const { endpoint, secret } = await inside.endpoints.create.mutate({ url: 'https://hooks.example.com/tenant' });
    expect(secret).toMatch(/^whsec_/);
    expect((await inside.endpoints.list.query()).items.map(({ id }) => id)).toEqual([endpoint.id]);
    await inside.triggers.setAutomatic.mutate({
      app: 'github',
      trigger: 'GITHUB_COMMIT_EVENT',
      automatic: true,
      config: { owner: 'ada', repo: 'engine' },
    });
    expect((await inside.triggers.automatic.query({ app: 'github' })).items).toHaveLength(1);
    await inside.actions.setPolicy.mutate({ app: 'slack', policy: 'none' });
    expect(await inside.actions.policy.query({ app: 'slack' })).toMatchObject({ policy: 'none' });
  });

  it('has to be named, and one that exists', async () => {
    expect(await codeOf(service.serviceKeys.list.query({}))).toBe('WORKSPACE_MISSING');
    const elsewhere = installationService({ url: app.url, token, workspaceId: app.deps.newId() });
    expect(await codeOf(elsewhere.serviceKeys.list.query({}))).toBe('WORKSPACE_UNKNOWN');
    const input = { name: 'Runner', scopes: ['connections:read' as const], workspaceIds: [app.deps.newId()] };
    const inside = installationService({ url: app.url, token, workspaceId: admin.workspaceId });
    expect(await codeOf(inside.serviceKeys.create.mutate(input))).toBe('WORKSPACE_UNKNOWN');
  });
});
