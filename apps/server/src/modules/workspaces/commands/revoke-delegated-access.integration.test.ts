import type { Role } from '@patchbay/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../../test/support/test-browser.ts';
import { testService } from '../../../../test/support/test-service.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';

let app: TestApp;
let ada: TestBrowser;
let mallory: TestBrowser;
/** Mallory's own workspace. She is an admin in Ada's workspace too. */
let own: string;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});

beforeEach(async () => {
  [ada, mallory] = await Promise.all([app.person('Ada Lovelace'), app.person('Mallory')]);
  own = mallory.workspaceId;
  await mallory.join(ada, 'admin');
});

afterAll(() => app[Symbol.asyncDispose]());

const remove = () => ada.trpc.workspaces.removeMember.mutate({ userId: mallory.user.id });
const setRole = (role: Role) => ada.trpc.workspaces.setRole.mutate({ userId: mallory.user.id, role });
const leave = () => mallory.trpc.workspaces.leave.mutate();

describe('a key that an admin made elsewhere', () => {
  const makeKey = async (person: TestBrowser, { home, reaching }: { home: string; reaching: string[] }) => {
    person.workspaceId = home;
    const input = { name: 'Back door', scopes: ['connections:read' as const], workspaceIds: reaching };
    return person.trpc.serviceKeys.create.mutate(input);
  };
  const use = (token: string, workspaceId: string) =>
    codeOf(testService({ url: app.url, token, workspaceId }).connections.list.query({}));
  /** Advances the clock past every process's cache. */
  const afterAWhile = () => app.clock.advance(2_000);

  it.each([
    ['were removed', remove],
    ['were made a member only', () => setRole('member')],
    ['left', () => ((mallory.workspaceId = ada.workspaceId), leave())],
  ])('let them go on in Ada’s workspace after they %s: it is shut out, for good', async (_, end) => {
    const { key, token } = await makeKey(mallory, { home: own, reaching: [ada.workspaceId] });
    expect(await use(token, ada.workspaceId)).toBe('ok');
    await end();
    afterAWhile();
    expect(await use(token, ada.workspaceId)).toBe('WORKSPACE_UNKNOWN');
    expect(await use(token, own)).toBe('ok');
    mallory.workspaceId = own;
    const rotated = await mallory.trpc.serviceKeys.rotate.mutate({ id: key.id });
    expect(await use(rotated.token, ada.workspaceId)).toBe('WORKSPACE_UNKNOWN');
    expect((await ada.trpc.serviceKeys.list.query({})).items).toEqual([]);
  });

  it('keeps working while they are an admin; if Ada’s workspace manages it, it ends with their rights', async () => {
    const { token: elsewhere } = await makeKey(mallory, { home: own, reaching: [ada.workspaceId] });
    const { token: here } = await makeKey(mallory, { home: ada.workspaceId, reaching: [] });
    await setRole('owner');
    await setRole('admin');
    afterAWhile();
    expect([await use(elsewhere, ada.workspaceId), await use(here, ada.workspaceId)]).toEqual(['ok', 'ok']);
    await remove();
    afterAWhile();
    expect(await use(here, ada.workspaceId)).toBe('KEY_INVALID');
  });

  it('of a colleague is ended too if they rotated it, because they have its secret', async () => {
    const grace = await app.person('Grace Hopper');
    const shared = grace.workspaceId;
    await mallory.join(grace, 'admin');
    await grace.join(ada, 'admin');
    const rotated = await makeKey(grace, { home: shared, reaching: [ada.workspaceId] });
    const untouched = await makeKey(grace, { home: shared, reaching: [ada.workspaceId] });
    const { token } = await mallory.trpc.serviceKeys.rotate.mutate({ id: rotated.key.id });
    expect(await use(token, ada.workspaceId)).toBe('ok');
    await remove();
    afterAWhile();
    expect(await use(token, ada.workspaceId)).toBe('WORKSPACE_UNKNOWN');
    expect(await use(untouched.token, ada.workspaceId)).toBe('ok');
    // Without being an admin they get no new secret either.
    expect(await codeOf(mallory.trpc.serviceKeys.rotate.mutate({ id: untouched.key.id }))).toBe('FORBIDDEN');
    expect(await use(untouched.token, ada.workspaceId)).toBe('ok');
  });

  it('of a colleague is ended too if they rotated it and left earlier: they still had its secret', async () => {
    const grace = await app.person('Grace Hopper');
    const shared = grace.workspaceId;
    await mallory.join(grace, 'admin');
    await grace.join(ada, 'admin');
    const { key } = await makeKey(grace, { home: shared, reaching: [ada.workspaceId] });
    const { token } = await mallory.trpc.serviceKeys.rotate.mutate({ id: key.id });
    grace.workspaceId = shared;
    await grace.trpc.serviceKeys.rotate.mutate({ id: key.id });
    // Grace keeps it, knowing that Mallory saw the previous secret; Ada did not decide that.
    const keep = { keys: [key.id] };
    await grace.trpc.workspaces.removeMember.mutate({ userId: mallory.user.id, keep });
    expect(await use(token, ada.workspaceId)).toBe('ok');
    await remove();
    afterAWhile();
    expect(await use(token, ada.workspaceId)).toBe('WORKSPACE_UNKNOWN');
  });

  it('created at the moment of their removal has no access to Ada’s workspace, whichever comes first', async () => {
    const made = [1, 2, 3, 4].map(() => makeKey(mallory, { home: own, reaching: [ada.workspaceId] }).catch(() => null));
    const [keys] = await Promise.all([Promise.all(made), remove()]);
    afterAWhile();
    for (const key of keys) expect(key ? await use(key.token, ada.workspaceId) : 'none').not.toBe('ok');
  });
});

describe('an invitation', () => {
  let grace: TestBrowser;

  beforeEach(async () => {
    grace = await app.person('Grace Hopper');
  });

  const inviteGrace = async (role: Role) =>
    (await mallory.trpc.workspaces.invite.mutate({ email: grace.user.email, role })).id;
  const accept = (id: string) => codeOf(grace.trpc.workspaces.acceptInvitation.mutate({ id }));
  const openInvitations = async () =>
    (await ada.trpc.workspaces.invitations.query()).items.map(({ email, role }) => ({ email, role }));

  it('made Grace an owner although the owner who sent it had been removed: it goes with the inviter', async () => {
    await setRole('owner');
    const id = await inviteGrace('owner');
    await remove();
    expect(await openInvitations()).toEqual([]);
    expect(await codeOf(grace.trpc.workspaces.invitation.query({ id }))).toBe('INVITATION_UNKNOWN');
    expect(await accept(id)).toBe('INVITATION_UNKNOWN');
    expect(await codeOf(ada.trpc.workspaces.invite.mutate({ email: grace.user.email, role: 'viewer' }))).toBe('ok');
  });

  it('that was sent at the very moment of the removal is not accepted', async () => {
    const id = await inviteGrace('admin');
    await remove();
    const reopen = `update "invitation" set "status" = 'pending' where "id" = $1`;
    await executeSql(app.deps.orm.em.fork(), reopen, [id]);
    expect(await accept(id)).toBe('INVITATION_UNKNOWN');
  });

  it.each([
    { role: 'owner', later: 'admin', code: 'INVITATION_UNKNOWN' },
    { role: 'admin', later: 'admin', code: 'ok' },
    { role: 'viewer', later: 'member', code: 'INVITATION_UNKNOWN' },
  ] as const)('as $role, of an owner who is made $later, is worth what that role may give', async (given) => {
    const { role, later, code } = given;
    await setRole('owner');
    const id = await inviteGrace(role);
    await setRole(later);
    expect(await openInvitations()).toEqual(code === 'ok' ? [{ email: grace.user.email, role }] : []);
    expect(await accept(id)).toBe(code);
  });
});

describe('keys and endpoints whose secret an admin had seen kept working forever after they', () => {
  const LOSSES: [string, (keep?: { keys?: string[]; endpoints?: string[] }) => Promise<unknown>][] = [
    [
      'were removed',
      (keep) => ada.trpc.workspaces.removeMember.mutate({ userId: mallory.user.id, ...(keep && { keep }) }),
    ],
    [
      'were made a member only',
      (keep) => ada.trpc.workspaces.setRole.mutate({ userId: mallory.user.id, role: 'member', ...(keep && { keep }) }),
    ],
  ];
  const use = (token: string) =>
    codeOf(testService({ url: app.url, token, workspaceId: ada.workspaceId }).connections.list.query({}));
  const makeKey = (person: TestBrowser) =>
    person.trpc.serviceKeys.create.mutate({ name: 'Service', scopes: ['connections:read'] });
  const makeEndpoint = (person: TestBrowser) =>
    person.trpc.endpoints.create.mutate({ url: `https://example.com/${crypto.randomUUID()}` });
  const statusOf = async (id: string) =>
    (await ada.trpc.endpoints.list.query()).items.find((endpoint) => endpoint.id === id)?.status;

  it.each(LOSSES)('%s: it ends, and what others made goes on', async (_, lose) => {
    const [hers, adas, rotated] = [await makeKey(mallory), await makeKey(ada), await makeKey(ada)];
    const { token: rotatedToken } = await mallory.trpc.serviceKeys.rotate.mutate({ id: rotated.key.id });
    const [endpoint, adasEndpoint, moved] = [
      await makeEndpoint(mallory),
      await makeEndpoint(ada),
      await makeEndpoint(ada),
    ];
    await mallory.trpc.endpoints.update.mutate({ id: moved.endpoint.id, url: 'https://example.com/mallory' });
    expect([await use(hers.token), await use(adas.token), await use(rotatedToken)]).toEqual(['ok', 'ok', 'ok']);

    const shown = await ada.trpc.workspaces.shownAccess.query({ userId: mallory.user.id });
    expect(new Set(shown.keys.map(({ id }) => id))).toEqual(new Set([hers.key.id, rotated.key.id]));
    expect(new Set(shown.endpoints.map(({ id }) => id))).toEqual(new Set([endpoint.endpoint.id, moved.endpoint.id]));

    await lose();
    expect([await use(hers.token), await use(adas.token), await use(rotatedToken)]).toEqual([
      'KEY_INVALID',
      'ok',
      'KEY_INVALID',
    ]);
    expect([
      await statusOf(endpoint.endpoint.id),
      await statusOf(adasEndpoint.endpoint.id),
      await statusOf(moved.endpoint.id),
    ]).toEqual(['off', 'on', 'off']);
  });

  it.each(LOSSES)('%s: what the one who decides keeps goes on', async (_, lose) => {
    const [kept, ended] = [await makeKey(mallory), await makeKey(mallory)];
    const { endpoint } = await makeEndpoint(mallory);
    await lose({ keys: [kept.key.id], endpoints: [endpoint.id] });
    expect([await use(kept.token), await use(ended.token), await statusOf(endpoint.id)]).toEqual([
      'ok',
      'KEY_INVALID',
      'on',
    ]);
  });

  it('left by themselves: they cannot keep it', async () => {
    const { key, token } = await makeKey(mallory);
    mallory.workspaceId = ada.workspaceId;
    expect((await mallory.trpc.workspaces.ownShownAccess.query()).keys).toEqual([{ id: key.id, name: 'Service' }]);
    await leave();
    expect(await use(token)).toBe('KEY_INVALID');
  });
});
