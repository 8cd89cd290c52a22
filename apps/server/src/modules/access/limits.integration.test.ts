import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});

beforeEach(async () => {
  ada = await app.person('Ada Lovelace');
});

afterAll(() => app[Symbol.asyncDispose]());

/** How many of so many calls at once were let through; all others were told of the limit. */
async function letThrough(
  calls: number,
  call: (index: number) => Promise<unknown>,
  refusal = 'LIMIT_REACHED',
): Promise<number> {
  const codes = await Promise.all(Array.from({ length: calls }, (_, index) => codeOf(call(index))));
  expect(new Set(codes)).toEqual(new Set(['ok', refusal]));
  return codes.filter((code) => code === 'ok').length;
}

it('one person opened workspaces without end: they own fifty at most, however many they ask for at once', async () => {
  // The fiftieth is the one that everybody starts with.
  expect(await letThrough(55, (index) => ada.trpc.workspaces.create.mutate({ name: `No. ${index}` }))).toBe(49);
  const grace = await app.person('Grace Hopper');
  expect(await codeOf(grace.trpc.workspaces.create.mutate({ name: 'Second' }))).toBe('ok');
});

it('invitations were sent without end: a hundred of a workspace are open at most', async () => {
  const invite = (index: number) =>
    ada.trpc.workspaces.invite.mutate({ email: `guest-${index}@example.com`, role: 'viewer' });
  expect(await letThrough(105, invite)).toBe(100);
  const { items } = await ada.trpc.workspaces.invitations.query();
  expect(items).toHaveLength(100);
  await ada.trpc.workspaces.cancelInvitation.mutate({ id: items[0]?.id ?? '' });
  expect(await codeOf(invite(1000))).toBe('ok');
  expect(await codeOf(invite(1001))).toBe('LIMIT_REACHED');
  app.clock.advance(7 * 24 * 3600 * 1000);
  expect(await codeOf(invite(1002))).toBe('ok');
});

it('endpoints asked for at once were all made: there are fifty of a workspace at most', async () => {
  const add = (index: number) => ada.trpc.endpoints.create.mutate({ url: `https://hooks.example.com/${index}` });
  expect(await letThrough(55, add, 'ENDPOINTS_TOO_MANY')).toBe(50);
});

it('the same address was invited twice by two admins at once', async () => {
  const invitation = { email: 'twice@example.com', role: 'viewer' as const };
  const codes = await Promise.all([1, 2, 3, 4].map(() => codeOf(ada.trpc.workspaces.invite.mutate(invitation))));
  expect(codes.toSorted()).toEqual(['ALREADY_INVITED', 'ALREADY_INVITED', 'ALREADY_INVITED', 'ok']);
});

it('a workspace took members without end: it has a thousand at most, however many accept at once', async () => {
  const em = app.deps.orm.em.fork();
  await executeSql(
    em,
    `insert into "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
     select 'seat-' || n, 'Seat', 'seat-' || n || '@example.com', false, now(), now() from generate_series(1, 998) n`,
  );
  await executeSql(
    em,
    `insert into "member" ("id", "organizationId", "userId", "role", "createdAt")
     select 'seat-' || n, $1, 'seat-' || n, 'viewer', now() from generate_series(1, 998) n`,
    [ada.workspaceId],
  );
  const guests = await Promise.all([1, 2, 3].map(() => app.person('Grace Hopper')));
  const ids = await Promise.all(
    guests.map(({ user }) => ada.trpc.workspaces.invite.mutate({ email: user.email, role: 'viewer' })),
  );
  const accept = (index: number) =>
    guests[index]?.trpc.workspaces.acceptInvitation.mutate({ id: ids[index]?.id ?? '' }) ?? Promise.reject(new Error());
  expect(await letThrough(3, accept)).toBe(1);
});
