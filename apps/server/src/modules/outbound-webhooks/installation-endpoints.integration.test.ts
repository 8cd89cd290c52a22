import { outgoingEventSchema } from '@patchbay/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { connected } from '../../../test/support/connect.ts';
import { type Receiver, startReceiver } from '../../../test/support/receiver.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { installationService, newInstallationKey } from '../../../test/support/test-installation.ts';
import { listenToCommits } from '../../../test/support/triggers.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../../../test/support/webhook.ts';

/** Endpoints that receive the events of all workspaces. */
let app: TestApp;
let admin: TestBrowser;
let service: ReturnType<typeof installationService>;
let receiver: Receiver;
let ids: string[] = [];

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET, ALLOW_PRIVATE_ENDPOINTS: true } });
  admin = await app.admin('Irene');
  service = installationService({ url: app.url, token: (await newInstallationKey(admin)).token });
});
beforeEach(async () => {
  receiver = await startReceiver();
  ids = [];
});
afterEach(async () => {
  for (const id of ids) await service.installationEndpoints.remove.mutate({ id });
  await receiver[Symbol.asyncDispose]();
});
afterAll(() => app[Symbol.asyncDispose]());

type Types = Parameters<typeof service.installationEndpoints.create.mutate>[0]['types'];

async function endpointFor(types: Types) {
  const created = await service.installationEndpoints.create.mutate({ url: receiver.url, types });
  ids.push(created.endpoint.id);
  return created;
}

interface Told {
  type: 'connection.added';
  data: { workspace: { id: string; externalId: string | null }; connection: { id: string } };
}

async function told(): Promise<Told[]> {
  await app.runJobs();
  const bodies = receiver.received.map(({ body }) => JSON.parse(body) as Told);
  for (const body of bodies) expect(z.strictObject(outgoingEventSchema(body.type).shape).parse(body)).toEqual(body);
  return bodies;
}

const provision = async (externalId: string) => {
  const { workspaces } = await service.provisioning.upsertWorkspaces.mutate({
    workspaces: [{ externalId, name: externalId }],
  });
  return workspaces[0]?.id ?? '';
};

describe('an endpoint of the installation', () => {
  it('receives the chosen types of every workspace, with its id and externalId, signed', async () => {
    const { secret } = await endpointFor(['connection.added']);
    const [ada, bob] = [await app.person('Ada'), await app.person('Bob')];
    await ada.trpc.connections.add.mutate({ app: 'slack' });
    await connected(app, bob, 'github');
    const bodies = await told();
    expect(bodies.map(({ type, data }) => [type, data.workspace.id])).toEqual([
      ['connection.added', ada.workspaceId],
      ['connection.added', bob.workspaceId],
    ]);
    for (const { body, headers } of receiver.received)
      expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow();
  });

  it('names a workspace as the customer does', async () => {
    await endpointFor(['endpoint.disabled']);
    const workspaceId = await provision('acme-1');
    const inside = installationService({ url: app.url, token: (await newInstallationKey(admin)).token, workspaceId });
    const { endpoint } = await inside.endpoints.create.mutate({ url: receiver.url });
    await inside.endpoints.update.mutate({ id: endpoint.id, enabled: false });
    expect(await told()).toMatchObject([{ data: { workspace: { id: workspaceId, externalId: 'acme-1' } } }]);
  });

  it('receives messages of triggers with the workspace and the connection', async () => {
    await endpointFor(['trigger.message']);
    const ada = await app.person('Ada');
    const { id } = await connected(app, ada, 'github');
    await listenToCommits(ada, id);
    await app.runJobs();
    const { account } = await ada.trpc.connections.get.query({ id });
    await post(app, { body: triggerMessage({ accountId: account?.id ?? '', data: { n: 1 } }) });
    expect(await told()).toMatchObject([
      { type: 'trigger.message', data: { workspace: { id: ada.workspaceId }, connection: { id }, payload: { n: 1 } } },
    ]);
  });

  it('is not seen in a workspace, and the workspace’s own endpoints go on as before', async () => {
    await endpointFor(['connection.added']);
    const ada = await app.person('Ada');
    const { endpoint } = await ada.trpc.endpoints.create.mutate({ url: receiver.url, types: ['connection.added'] });
    await ada.trpc.connections.add.mutate({ app: 'slack' });
    expect(await told()).toHaveLength(2);
    expect((await ada.trpc.endpoints.list.query()).items.map(({ id }) => id)).toEqual([endpoint.id]);
    expect((await ada.trpc.deliveries.list.query()).items).toHaveLength(1);
    const { items } = await ada.trpc.events.list.query({ types: ['connection.added'] });
    expect(items[0]?.deliveries).toMatchObject({ delivered: 1 });
    const all = await service.installationEndpoints.deliveries.query();
    expect(all.items[0]).toMatchObject({ status: 'delivered', workspaceId: ada.workspaceId, type: 'connection.added' });
  });

  it('receives nothing of an archived workspace, and can be sent what it missed after it was restored', async () => {
    const { endpoint } = await endpointFor(['connection.added', 'connection.removed']);
    const ada = await app.person('Ada');
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
    await told();
    const since = app.clock.now().toISOString();
    await service.installationEndpoints.update.mutate({ id: endpoint.id, enabled: false });
    await ada.trpc.connections.remove.mutate({ id: connection.id });
    await service.installationEndpoints.update.mutate({ id: endpoint.id, enabled: true });
    expect(await told()).toHaveLength(1);
    const recover = () =>
      service.installationEndpoints.recover.mutate({ endpointId: endpoint.id, workspaceId: ada.workspaceId, since });
    expect(await recover()).toMatchObject({ deliveries: 1 });
    expect(await recover()).toMatchObject({ deliveries: 0 });
    expect((await told()).map(({ type }) => type)).toEqual(['connection.added', 'connection.removed']);
  });

  it('is tried again, redelivered, tested, rotated and turned off like any other', async () => {
    const { endpoint } = await endpointFor(['connection.added']);
    receiver.answers.push(500);
    const ada = await app.person('Ada');
    await ada.trpc.connections.add.mutate({ app: 'slack' });
    await app.runJobs();
    app.clock.advance(60 * 60_000);
    await app.runJobs();
    const { items } = await service.installationEndpoints.deliveries.query({ endpointId: endpoint.id });
    expect(items[0]?.attempts.map(({ status }) => status)).toEqual([500, 204]);
    await service.installationEndpoints.redeliver.mutate({ id: items[0]?.id ?? '' });
    await service.installationEndpoints.test.mutate({ id: endpoint.id });
    const types = (await told()).map(({ type }) => type);
    expect(types).toEqual(['connection.added', 'connection.added', 'connection.added', 'test']);
    const rotated = await service.installationEndpoints.rotateSecret.mutate({ id: endpoint.id });
    expect(rotated.endpoint.previousSecretUntil).not.toBeNull();
    receiver.answers.push(410);
    await ada.trpc.connections.add.mutate({ app: 'github' });
    await app.runJobs();
    const [listed] = (await service.installationEndpoints.list.query()).items;
    expect(listed).toMatchObject({ status: 'off', offReason: 'gone' });
  });
});

describe('who', () => {
  it('installation admins and keys with the scope; no one else, and no id of a workspace’s endpoint', async () => {
    const ada = await app.person('Ada');
    const create = { url: receiver.url, types: ['connection.added' as const] };
    expect(await codeOf(ada.trpc.installationEndpoints.create.mutate(create))).toBe('INSTALLATION_ADMIN_ONLY');
    const byAdmin = await admin.trpc.installationEndpoints.create.mutate(create);
    ids.push(byAdmin.endpoint.id);
    const reader = installationService({
      url: app.url,
      token: (await newInstallationKey(admin, { scopes: ['endpoints:read'] })).token,
    });
    expect(await codeOf(reader.installationEndpoints.list.query())).toBe('ok');
    expect(await codeOf(reader.installationEndpoints.create.mutate(create))).toBe('SCOPE_MISSING');
    const { endpoint } = await ada.trpc.endpoints.create.mutate({ url: receiver.url });
    expect(await codeOf(service.installationEndpoints.remove.mutate({ id: endpoint.id }))).toBe('ENDPOINT_UNKNOWN');
    expect(await codeOf(ada.trpc.endpoints.remove.mutate({ id: byAdmin.endpoint.id }))).toBe('ENDPOINT_UNKNOWN');
  });

  it('types have to be chosen, there are at most 50, and each change is in the activity', async () => {
    const nothing = { url: receiver.url } as { url: string; types: Types };
    expect(await codeOf(service.installationEndpoints.create.mutate(nothing))).toBe('INPUT_INVALID');
    const created = await Promise.all(
      Array.from({ length: 52 }, () =>
        service.installationEndpoints.create
          .mutate({ url: receiver.url, types: ['connection.added'] })
          .then(({ endpoint }) => endpoint.id)
          .catch(() => null),
      ),
    );
    ids.push(...created.flatMap((id) => id ?? []));
    expect(ids).toHaveLength(50);
    const { items } = await service.provisioning.activity.query({ limit: 100 });
    const own = items.filter(({ action }) => action === 'installationEndpoints.create');
    expect(own.filter(({ outcome }) => outcome === 'done').length).toBeGreaterThanOrEqual(50);
    expect(own.some(({ outcome }) => outcome === 'ENDPOINTS_TOO_MANY')).toBe(true);
  });
});
