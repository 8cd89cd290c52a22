import { SCOPES } from '@patchbay/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connected } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { newService, testService } from '../../../test/support/test-service.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import { listProcedures } from '../../platform/trpc/list-procedures.ts';
import { createAppRouter } from '../../app-router.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  ada = await app.person('Ada Lovelace');
});

afterAll(() => app[Symbol.asyncDispose]());

const create = (input: Partial<Parameters<typeof ada.trpc.serviceKeys.create.mutate>[0]> = {}) =>
  ada.trpc.serviceKeys.create.mutate({ name: 'Agent runner', scopes: ['connections:read'], ...input });
const service = (token: string, { url = app.url, workspaceId = ada.workspaceId } = {}) =>
  testService({ url, token, workspaceId });
const use = (token: string, place?: { url?: string; workspaceId?: string }) =>
  codeOf(service(token, place).connections.list.query({}));

const shown = async (id: string) =>
  (await ada.trpc.serviceKeys.list.query({ limit: 100 })).items.find((each) => each.id === id);
const lastUsed = async (id: string) => (await shown(id))?.lastUsedAt ?? '';

describe('a service key', () => {
  it('is shown once, and stored as a hash', async () => {
    const { key, token } = await create();
    expect(await use(token)).toBe('ok');
    expect(key).toMatchObject({ name: 'Agent runner', status: 'live', managedHere: true, lastUsedAt: null });
    const stored = await executeSql(app.deps.orm.em.fork(), 'select * from service_keys where id = $1', [key.id]);
    const listed = await ada.trpc.serviceKeys.list.query({});
    // The secret may contain an underscore too.
    const secret = token.split('_').slice(2).join('_');
    expect(JSON.stringify([stored, listed])).toContain(key.id);
    expect(JSON.stringify([stored, listed])).not.toContain(secret);
    expect(app.logged.join('\n')).not.toContain(secret);
  });

  it.each([
    ['another secret', (token: string) => token.replace(/.{4}$/, 'AAAA')],
    ['another id', (token: string) => token.replace(/^pb_.{32}/, `pb_${app.deps.newId().replaceAll('-', '')}`)],
    ['no form', () => 'let-me-in'],
    ['nothing', () => ''],
  ])('with %s is refused', async (_, spoil) => {
    const { token } = await create();
    expect(await use(spoil(token))).toBe('KEY_INVALID');
  });

  it('may do what its scopes allow', async () => {
    const reader = await newService(ada, ['connections:read']);
    const writer = await newService(ada, ['connections:write']);
    expect(await codeOf(reader.connections.add.mutate({ app: 'slack' }))).toBe('SCOPE_MISSING');
    expect(await codeOf(reader.apps.list.query({}))).toBe('SCOPE_MISSING');
    expect(await codeOf(writer.connections.list.query({}))).toBe('SCOPE_MISSING');
    expect(await codeOf(writer.connections.add.mutate({ app: 'slack' }))).toBe('ok');
  });

  it('works only for procedures that allow keys', async () => {
    const all = await newService(ada, [...SCOPES]);
    const id = app.deps.newId();
    const refused = [
      all.connections.connect.mutate({ id }),
      all.serviceKeys.list.query({}),
      all.serviceKeys.create.mutate({ name: 'Another', scopes: ['connections:read'] }),
      all.workspaces.list.query(),
      all.workspaces.members.query(),
      all.workspaces.create.mutate({ name: 'Mine' }),
    ];
    const codes = await Promise.all(refused.map((call) => codeOf(call)));
    expect(codes).toEqual(refused.map(() => 'KEY_NOT_ALLOWED'));
    expect((await all.session.get.query()).user).toBeNull();
  });

  it('acts in the workspaces it was created for', async () => {
    const { id: second } = await ada.trpc.workspaces.create.mutate({ name: 'Second' });
    const { id: third } = await ada.trpc.workspaces.create.mutate({ name: 'Third' });
    const { token } = await create({ workspaceIds: [second] });
    expect(await use(token, { workspaceId: second })).toBe('ok');
    expect(await use(token)).toBe('ok');
    for (const workspaceId of [third, app.deps.newId(), '', '{"$ne":null}']) {
      expect(await use(token, { workspaceId })).toBe('WORKSPACE_UNKNOWN');
    }
  });

  it('cannot be created for a workspace in which the creator is not an admin', async () => {
    const grace = await app.person('Grace Hopper');
    expect(await codeOf(create({ workspaceIds: [grace.workspaceId] }))).toBe('WORKSPACE_UNKNOWN');
    const own = grace.workspaceId;
    await grace.join(ada, 'member');
    const input = { name: 'Mine', scopes: ['connections:read' as const] };
    expect(await codeOf(grace.trpc.serviceKeys.create.mutate(input))).toBe('FORBIDDEN');
    expect(await codeOf(grace.trpc.serviceKeys.list.query({}))).toBe('FORBIDDEN');
    const home = ada.workspaceId;
    grace.workspaceId = own;
    expect(await codeOf(grace.trpc.serviceKeys.create.mutate({ ...input, workspaceIds: [home] }))).toBe('FORBIDDEN');
  });

  it('ends at its expiry, to the millisecond', async () => {
    const { key, token } = await create({ expiresInDays: 1 });
    app.clock.advance(24 * 3600 * 1000 - 1);
    expect(await use(token)).toBe('ok');
    app.clock.advance(1);
    expect(await use(token)).toBe('KEY_INVALID');
    expect((await shown(key.id))?.status).toBe('expired');
  });

  it('records its last use once a minute', async () => {
    const { key, token } = await create();
    await use(token);
    const first = await lastUsed(key.id);
    expect(first).toBe(app.clock.now().toISOString());
    app.clock.advance(59_000);
    await use(token);
    expect(await lastUsed(key.id)).toBe(first);
    app.clock.advance(1_000);
    await use(token);
    expect(await lastUsed(key.id)).toBe(app.clock.now().toISOString());
    expect(key.lastUsedAt).toBeNull();
  });
});

describe('creating keys', () => {
  it.each(['Agent\u202erennur', 'Agent\u0007', ' \u00a0 ', 'a'.repeat(61)])(
    'took names that no list shows as they are: %j is refused',
    async (name) => {
      expect(await codeOf(create({ name }))).toBe('INPUT_INVALID');
    },
  );

  it('was unlimited: a workspace has at most a hundred active keys, also with concurrent requests', async () => {
    const codes = await Promise.all(
      Array.from({ length: 104 }, (_, index) => codeOf(create({ name: `No. ${index}`, expiresInDays: 1 }))),
    );
    expect(codes.filter((code) => code !== 'ok')).toEqual(Array.from({ length: 4 }, () => 'LIMIT_REACHED'));
    const { items } = await ada.trpc.serviceKeys.list.query({ limit: 100 });
    const key = items.find(({ status }) => status === 'live');
    await ada.trpc.serviceKeys.revoke.mutate({ id: key?.id ?? '' });
    expect([await codeOf(create()), await codeOf(create())]).toEqual(['ok', 'LIMIT_REACHED']);
    app.clock.advance(24 * 3600 * 1000);
    expect(await codeOf(create())).toBe('ok');
  });
});

describe('rotating', () => {
  it('leaves two secrets valid during the overlap, and never three', async () => {
    const { key, token: first } = await create();
    const { token: second } = await ada.trpc.serviceKeys.rotate.mutate({ id: key.id, overlapSeconds: 60 });
    expect(await Promise.all([first, second].map((token) => use(token)))).toEqual(['ok', 'ok']);
    const { token: third } = await ada.trpc.serviceKeys.rotate.mutate({ id: key.id, overlapSeconds: 60 });
    expect(await Promise.all([first, second, third].map((token) => use(token)))).toEqual(['KEY_INVALID', 'ok', 'ok']);
    app.clock.advance(60_000);
    expect(await Promise.all([second, third].map((token) => use(token)))).toEqual(['KEY_INVALID', 'ok']);
  });

  it('is for active keys that this workspace manages', async () => {
    const { key } = await create();
    const grace = await app.person('Grace Hopper');
    expect(await codeOf(grace.trpc.serviceKeys.rotate.mutate({ id: key.id }))).toBe('KEY_UNKNOWN');
    await ada.trpc.serviceKeys.revoke.mutate({ id: key.id });
    expect(await codeOf(ada.trpc.serviceKeys.rotate.mutate({ id: key.id }))).toBe('KEY_UNKNOWN');
  });

  it('showed an admin of the managing workspace a secret for workspaces in which they are not an admin', async () => {
    const { id: second } = await ada.trpc.workspaces.create.mutate({ name: 'Second' });
    const { key, token } = await create({ workspaceIds: [second] });
    const grace = await (await app.person('Grace Hopper')).join(ada, 'admin');
    expect(await codeOf(grace.trpc.serviceKeys.rotate.mutate({ id: key.id, overlapSeconds: 0 }))).toBe('FORBIDDEN');
    expect(await use(token, { workspaceId: second })).toBe('ok');
    expect(await codeOf(ada.trpc.serviceKeys.rotate.mutate({ id: key.id }))).toBe('ok');
  });
});

describe('revoking', () => {
  it('takes effect immediately here, and within five seconds in another process', async () => {
    await using other = await startTestApp({ beside: app });
    const { key, token } = await create();
    expect([await use(token), await use(token, { url: other.url })]).toEqual(['ok', 'ok']);
    await ada.trpc.serviceKeys.revoke.mutate({ id: key.id });
    expect(await use(token)).toBe('KEY_INVALID');
    app.clock.advance(2_000);
    expect(await use(token, { url: other.url })).toBe('KEY_INVALID');
  });

  it('in a workspace that does not manage it removes access to that workspace only', async () => {
    const { id: second } = await ada.trpc.workspaces.create.mutate({ name: 'Second' });
    const { key, token } = await create({ workspaceIds: [second] });
    const home = ada.workspaceId;
    ada.workspaceId = second;
    expect((await ada.trpc.serviceKeys.list.query({})).items[0]).toMatchObject({ id: key.id, managedHere: false });
    await ada.trpc.serviceKeys.revoke.mutate({ id: key.id });
    expect((await ada.trpc.serviceKeys.list.query({})).items).toEqual([]);
    expect(await use(token)).toBe('WORKSPACE_UNKNOWN');
    expect(await use(token, { workspaceId: home })).toBe('ok');
  });

  it('of another workspace’s key looks like one that does not exist', async () => {
    const { key, token } = await create();
    const grace = await app.person('Grace Hopper');
    for (const id of [key.id, app.deps.newId()]) {
      expect(await codeOf(grace.trpc.serviceKeys.revoke.mutate({ id }))).toBe('KEY_UNKNOWN');
    }
    expect(await use(token)).toBe('ok');
  });
});

describe('the subject of a call', () => {
  it('is in the history next to the key’s name', async () => {
    const { id } = await connected(app, ada);
    const runner = await newService(ada, ['connections:write'], { 'x-patchbay-subject': 'user-42' });
    await runner.connections.disconnect.mutate({ id });
    const { items } = await ada.trpc.connections.history.query({ id });
    expect(items[0]).toMatchObject({
      event: 'disconnect',
      actor: { kind: 'service', name: 'user-42 via Agent runner' },
    });
  });

  it.each([' lead', 'x'.repeat(121), 'caf\u00e9', 'tab\there'])('%j is refused', async (subject) => {
    const runner = await newService(ada, ['connections:read'], { 'x-patchbay-subject': subject });
    const code = await codeOf(runner.connections.list.query({}));
    // Whitespace around a header's value is not part of it (RFC 9110, section 5.5).
    expect(code).toBe(subject.startsWith(' ') ? 'ok' : 'SUBJECT_INVALID');
  });
});

describe('two identities in one request', () => {
  it('are refused', async () => {
    const { token } = await create();
    const headers = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': ada.workspaceId };
    const answer = await ada.fetch('/trpc/connections.list', { headers });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('CREDENTIALS_AMBIGUOUS');
  });
});

it('every procedure says which people and which keys may call it', () => {
  const procedures = listProcedures(createAppRouter(app.deps));
  const known = [...SCOPES, 'people-only'];
  expect(procedures.filter(({ meta }) => !meta.policy || !known.includes(meta.scope))).toEqual([]);
  const peopleOnly = procedures.filter(({ meta }) => meta.scope === 'people-only').map(({ path }) => path);
  expect(peopleOnly).toEqual(
    procedures
      .map(({ path }) => path)
      .filter((path) =>
        /^(session|account|workspaces|serviceKeys|system|home|sandbox|endpoints|live|installation|installationEndpoints|installationKeys|provisioning)\.|\.(connect|setPolicy|setProxyRules|setAutomatic|sync|runs|setup|checkSetup)$|^connectHosts\.(?!list$)|^events\.(count|replayMatching)$/.test(
          path,
        ),
      ),
  );
});
