import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';

let app: TestApp;
let ada: TestBrowser;
let grace: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});

beforeEach(async () => {
  [ada, grace] = await Promise.all([app.person('Ada Lovelace'), app.person('Grace Hopper')]);
});

afterAll(() => app[Symbol.asyncDispose]());

it('has exactly the tables that better-auth requires', async () => {
  const { toBeCreated, toBeAdded } = await getMigrations(app.deps.auth.options);
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
});

describe('signing up', () => {
  it('creates a workspace', async () => {
    const { user, workspace } = await ada.trpc.session.get.query();
    expect(user).toMatchObject({ name: 'Ada Lovelace' });
    expect(workspace).toMatchObject({ name: 'Ada’s workspace', role: 'owner' });
  });

  it('works for more people at once than there are database connections: each sign-up held one and waited for a second', async () => {
    const count = app.deps.poolSize + 4;
    const people = await Promise.all(Array.from({ length: count }, (_, index) => app.person(`Person ${index}`)));
    const sessions = await Promise.all(people.map((person) => person.trpc.session.get.query()));
    expect(sessions.map(({ workspace }) => workspace?.role)).toEqual(Array.from({ length: count }, () => 'owner'));
  });

  it('is the only way to get access', async () => {
    const signedOut = await ada.signInElsewhere();
    signedOut.cookies.clear();
    expect((await signedOut.trpc.session.get.query()).user).toBeNull();
    expect(await codeOf(signedOut.trpc.workspaces.list.query())).toBe('UNAUTHENTICATED');
  });

  it('exposes nothing of better-auth’s own workspace management', async () => {
    const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    for (const path of ['/auth/organization/create', '/auth/organization/invite-member', '/auth/delete-user']) {
      expect((await ada.fetch(path, init)).status).toBe(404);
    }
  });
});

describe('a second workspace', () => {
  it('is created, switched to and renamed', async () => {
    const { id } = await ada.trpc.workspaces.create.mutate({ name: ' Engines ' });
    expect((await ada.trpc.session.get.query()).workspace?.id).toBe(ada.workspaceId);
    await ada.trpc.workspaces.switch.mutate({ id });
    ada.workspaceId = id;
    expect(await ada.trpc.workspaces.rename.mutate({ name: 'Analytical' })).toEqual({
      id,
      name: 'Analytical',
      role: 'owner',
    });
    expect((await ada.trpc.session.get.query()).workspace).toEqual({ id, name: 'Analytical', role: 'owner' });
    expect((await ada.trpc.workspaces.list.query()).items).toHaveLength(2);
  });

  it('of another person looks like one that does not exist', async () => {
    const random = crypto.randomUUID();
    for (const id of [grace.workspaceId, random]) {
      expect(await codeOf(ada.trpc.workspaces.switch.mutate({ id }))).toBe('WORKSPACE_UNKNOWN');
      ada.workspaceId = id;
      expect(await codeOf(ada.trpc.workspaces.members.query())).toBe('WORKSPACE_UNKNOWN');
    }
  });
});

describe('inviting', () => {
  it('makes the invited person a member, once, with the role', async () => {
    const { id, url } = await ada.trpc.workspaces.invite.mutate({
      email: grace.user.email.toUpperCase(),
      role: 'viewer',
    });
    expect(url).toMatch(new RegExp(`/invite/${id}$`));
    expect(await grace.trpc.workspaces.invitation.query({ id })).toMatchObject({
      inviterName: 'Ada Lovelace',
      role: 'viewer',
      joined: null,
    });
    expect(await grace.trpc.workspaces.acceptInvitation.mutate({ id })).toMatchObject({
      id: ada.workspaceId,
      role: 'viewer',
    });
    expect(await codeOf(grace.trpc.workspaces.acceptInvitation.mutate({ id }))).toBe('INVITATION_UNKNOWN');
    // The link opened again leads to the workspace, as long as they are in it.
    expect((await grace.trpc.workspaces.invitation.query({ id })).joined).toBe(ada.workspaceId);
    const { items } = await ada.trpc.workspaces.members.query();
    expect(items.map(({ name, role }) => `${name}: ${role}`)).toEqual(['Ada Lovelace: owner', 'Grace Hopper: viewer']);
    await ada.trpc.workspaces.removeMember.mutate({ userId: grace.user.id });
    expect(await codeOf(grace.trpc.workspaces.invitation.query({ id }))).toBe('INVITATION_UNKNOWN');
  });

  it('is for the invited address only, while the invitation is open', async () => {
    const mallory = await app.person('Mallory');
    const { id } = await ada.trpc.workspaces.invite.mutate({ email: grace.user.email, role: 'admin' });
    expect(await codeOf(mallory.trpc.workspaces.invitation.query({ id }))).toBe('INVITATION_UNKNOWN');
    expect(await codeOf(mallory.trpc.workspaces.acceptInvitation.mutate({ id }))).toBe('INVITATION_UNKNOWN');
    await ada.trpc.workspaces.cancelInvitation.mutate({ id });
    expect(await codeOf(grace.trpc.workspaces.acceptInvitation.mutate({ id }))).toBe('INVITATION_UNKNOWN');
  });

  it('ends after seven days', async () => {
    const { id } = await ada.trpc.workspaces.invite.mutate({ email: grace.user.email, role: 'admin' });
    app.clock.advance(7 * 24 * 3600 * 1000);
    expect(await codeOf(grace.trpc.workspaces.acceptInvitation.mutate({ id }))).toBe('INVITATION_UNKNOWN');
    expect((await ada.trpc.workspaces.invitations.query()).items).toEqual([]);
  });

  it('the same person twice is refused', async () => {
    const invitation = { email: grace.user.email, role: 'member' as const };
    await ada.trpc.workspaces.invite.mutate(invitation);
    expect(await codeOf(ada.trpc.workspaces.invite.mutate(invitation))).toBe('ALREADY_INVITED');
  });
});

describe('roles', () => {
  it('limit what a person may do', async () => {
    await grace.join(ada, 'viewer');
    expect(await codeOf(grace.trpc.connections.list.query({}))).toBe('ok');
    expect(await codeOf(grace.trpc.connections.add.mutate({ app: 'slack' }))).toBe('FORBIDDEN');
    expect(await codeOf(grace.trpc.workspaces.invite.mutate({ email: 'x@example.com', role: 'viewer' }))).toBe(
      'FORBIDDEN',
    );
  });

  it('of an admin do not reach owners', async () => {
    await grace.join(ada, 'admin');
    const own = { userId: grace.user.id, role: 'owner' as const };
    expect(await codeOf(grace.trpc.workspaces.setRole.mutate(own))).toBe('FORBIDDEN');
    expect(await codeOf(grace.trpc.workspaces.removeMember.mutate({ userId: ada.user.id }))).toBe('FORBIDDEN');
    expect(await codeOf(grace.trpc.workspaces.invite.mutate({ email: 'x@example.com', role: 'owner' }))).toBe(
      'FORBIDDEN',
    );
  });

  it('never leave a workspace without an owner, also when two step down at once', async () => {
    expect(await codeOf(ada.trpc.workspaces.leave.mutate())).toBe('LAST_OWNER');
    await grace.join(ada, 'admin');
    await ada.trpc.workspaces.setRole.mutate({ userId: grace.user.id, role: 'owner' });
    const codes = await Promise.all([ada, grace].map((person) => codeOf(person.trpc.workspaces.leave.mutate())));
    expect(codes.toSorted()).toEqual(['LAST_OWNER', 'ok']);
  });

  it('end at once when a member is removed', async () => {
    await grace.join(ada, 'admin');
    await ada.trpc.workspaces.removeMember.mutate({ userId: grace.user.id });
    expect(await codeOf(grace.trpc.connections.list.query({}))).toBe('WORKSPACE_UNKNOWN');
    expect((await grace.trpc.session.get.query()).workspace?.name).toBe('Grace’s workspace');
  });
});
