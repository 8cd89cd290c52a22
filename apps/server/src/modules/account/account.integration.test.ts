import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, TestBrowser } from '../../../test/support/test-browser.ts';
import { openStream } from '../../../test/support/watch-stream.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import { givePassword } from './give-password.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});

beforeEach(async () => {
  ada = await app.person('Ada Lovelace');
});

afterAll(() => app[Symbol.asyncDispose]());

const OLD = 'correct horse';
const NEW = 'battery staple';

const change = (who: TestBrowser, { from = OLD, to = NEW, signOutElsewhere = true } = {}) =>
  who.trpc.account.changePassword.mutate({ currentPassword: from, newPassword: to, signOutElsewhere });

async function signIn(password: string): Promise<number> {
  const body = JSON.stringify({ email: ada.user.email, password });
  const headers = { 'content-type': 'application/json' };
  return (await new TestBrowser(ada).fetch('/auth/sign-in/email', { method: 'POST', headers, body })).status;
}

const isSignedIn = async (browser: TestBrowser) => (await browser.trpc.session.get.query()).user !== null;

/** Another browser that has a copy of the same cookie. */
function copyOf(browser: TestBrowser): TestBrowser {
  const copy = new TestBrowser(browser);
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  return Object.assign(copy, { workspaceId: browser.workspaceId });
}

/** Milliseconds. */
const SOON = 8_000;

const whichEnds = (ends: Record<string, Promise<void>>) =>
  Promise.race([
    ...Object.entries(ends).map(([name, end]) => end.then(() => name)),
    new Promise<string>((resolve) => setTimeout(resolve, SOON, 'none').unref()),
  ]);

describe('a name', () => {
  it('is changed, trimmed, for everybody to see', async () => {
    const grace = await (await app.person('Grace Hopper')).join(ada, 'viewer');
    expect(await ada.trpc.account.rename.mutate({ name: ' Ada King ' })).toEqual({ name: 'Ada King' });
    expect((await ada.trpc.session.get.query()).user?.name).toBe('Ada King');
    const { items } = await grace.trpc.workspaces.members.query();
    expect(items.map(({ name }) => name)).toEqual(['Ada King', 'Grace Hopper']);
  });
});

describe('changing the password', () => {
  it('needs the present one', async () => {
    expect(await codeOf(change(ada, { from: 'not my password' }))).toBe('PASSWORD_WRONG');
    expect([await signIn(OLD), await signIn(NEW)]).toEqual([200, 401]);
    expect(await change(ada)).toEqual({ ended: 1 });
    expect([await signIn(OLD), await signIn(NEW)]).toEqual([401, 200]);
  });

  it.each(['1234567', 'x'.repeat(129), ''])('does not take %j', async (to) => {
    expect(await codeOf(change(ada, { to }))).toBe('INPUT_INVALID');
    expect(await signIn(OLD)).toBe(200);
  });

  it('ends all other sessions, and this one goes on in the workspace it was in', async () => {
    const { id } = await ada.trpc.workspaces.create.mutate({ name: 'Engines' });
    await ada.trpc.workspaces.switch.mutate({ id });
    const elsewhere = await ada.signInElsewhere();
    expect(await change(ada)).toEqual({ ended: 1 });
    expect([await isSignedIn(ada), await isSignedIn(elsewhere)]).toEqual([true, false]);
    expect((await ada.trpc.session.get.query()).workspace?.id).toBe(id);
  });

  it('ends the streams of other sessions, and none of this one', { timeout: 30_000 }, async () => {
    const elsewhere = await ada.signInElsewhere();
    await using own = await openStream(ada, 'connections.watch');
    await using theirs = await openStream(elsewhere, 'connections.watch');
    await change(ada);
    expect(await whichEnds({ theirs: theirs.ended })).toBe('theirs');
    expect(await whichEnds({ own: own.ended })).toBe('none');
  });

  it('leaves nothing to a thief who copied this session’s cookie', async () => {
    const thief = copyOf(ada);
    expect(await isSignedIn(thief)).toBe(true);
    await change(ada);
    expect([await isSignedIn(ada), await isSignedIn(thief)]).toEqual([true, false]);
  });

  it('gives the cookie as a sign-in does', async () => {
    const attributesOf = (answer: Response) =>
      (answer.headers.getSetCookie()[0] ?? '')
        .split('; ')
        .slice(1)
        .filter((attribute) => !attribute.startsWith('Expires='))
        .toSorted();
    const headers = { 'content-type': 'application/json' };
    const post = (path: string, body: object) =>
      ada.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const changed = await post('/trpc/account.changePassword', { currentPassword: OLD, newPassword: NEW });
    const signedIn = await post('/auth/sign-in/email', { email: ada.user.email, password: NEW });
    expect(attributesOf(changed)).toEqual(attributesOf(signedIn));
    expect(attributesOf(changed)).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax']);
  });

  it('leaves the others alone where that is wanted', async () => {
    const elsewhere = await ada.signInElsewhere();
    expect(await change(ada, { signOutElsewhere: false })).toEqual({ ended: 0 });
    expect([await isSignedIn(ada), await isSignedIn(elsewhere)]).toEqual([true, true]);
    expect([await signIn(OLD), await signIn(NEW)]).toEqual([401, 200]);
  });

  it('is tried five times in a quarter of an hour, wherever from: a thief with a session could guess on', async () => {
    const elsewhere = await ada.signInElsewhere();
    const guesses = Array.from({ length: 12 }, (_, index) =>
      codeOf(change(index % 2 ? ada : elsewhere, { from: `guess ${index}` })),
    );
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'PASSWORD_WRONG')).toHaveLength(5);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(7);
    expect(await codeOf(change(ada))).toBe('RATE_LIMITED');
    expect(await codeOf(change(await app.person('Grace Hopper')))).toBe('ok');
    await executeSql(app.deps.orm.em.fork(), `update guesses set until = now()`);
    expect(await codeOf(change(ada))).toBe('ok');
  });

  it('twice at once from the same password is done once', async () => {
    const codes = await Promise.all(['one of two', 'two of two'].map((to) => codeOf(change(ada, { to }))));
    // The second comes either after it, with a cookie that is over, or in the midst of it.
    expect(codes.toSorted()[1]).toBe('ok');
    expect(['PASSWORD_WRONG', 'UNAUTHENTICATED']).toContain(codes.toSorted()[0]);
  });

  it('says the passwords nowhere', async () => {
    const [wrong, next] = ['a planted wrong one', 'a planted new one'];
    await codeOf(change(ada, { from: wrong, to: next }));
    await change(ada, { to: next });
    await codeOf(change(ada, { from: next, to: 'planted' }));
    expect(app.logged.join('\n')).not.toContain('planted');
  });
});

describe('the list of sessions', () => {
  it('marks this one, and tells no token', async () => {
    const elsewhere = await ada.signInElsewhere();
    const { items } = await ada.trpc.account.sessions.query();
    expect(items.map(({ isThis }) => isThis)).toEqual([true, false]);
    expect((await elsewhere.trpc.account.sessions.query()).items[0]).toMatchObject({ id: items[1]?.id, isThis: true });
    const tokens = [...ada.cookies.values(), ...elsewhere.cookies.values()].map((cookie) => cookie.split('.')[0]);
    for (const token of tokens) expect(JSON.stringify(items)).not.toContain(token);
  });

  it('says which browser in our own words, and from which address', async () => {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/144.0 <b>and more</b>',
    };
    const body = JSON.stringify({ email: ada.user.email, password: OLD });
    await new TestBrowser(ada).fetch('/auth/sign-in/email', { method: 'POST', headers, body });
    const { items } = await ada.trpc.account.sessions.query();
    expect(items[1]).toMatchObject({ isThis: false, browser: 'Firefox on Linux', address: '127.0.0.1' });
    expect(Date.parse(items[1]?.startedAt ?? '')).toBeLessThan(Date.parse(items[1]?.expiresAt ?? ''));
  });

  it('leaves out what is over', async () => {
    await ada.signInElsewhere();
    const pool = await app.deps.orm.em.getConnection().getNativeClient();
    const over = `update "session" set "expiresAt" = now() - interval '1 second' where "id" = $1`;
    await pool.query(over, [(await ada.trpc.account.sessions.query()).items[1]?.id]);
    expect((await ada.trpc.account.sessions.query()).items).toHaveLength(1);
  });
});

describe('ending sessions', () => {
  const idOf = async (browser: TestBrowser) => (await browser.trpc.account.sessions.query()).items[0]?.id ?? '';

  it('ends one of one’s own, with its streams', { timeout: 30_000 }, async () => {
    const [phone, laptop] = [await ada.signInElsewhere(), await ada.signInElsewhere()];
    const id = await idOf(phone);
    await using stream = await openStream(phone, 'events.watch');
    await ada.trpc.account.endSession.mutate({ id });
    expect(await whichEnds({ stream: stream.ended })).toBe('stream');
    expect(await codeOf(phone.trpc.workspaces.list.query())).toBe('UNAUTHENTICATED');
    expect([await isSignedIn(ada), await isSignedIn(laptop)]).toEqual([true, true]);
    expect(await codeOf(ada.trpc.account.endSession.mutate({ id }))).toBe('SESSION_UNKNOWN');
  });

  it('never ends this one, nor anybody else’s', async () => {
    const grace = await app.person('Grace Hopper');
    for (const id of [await idOf(ada), await idOf(grace), crypto.randomUUID()]) {
      expect(await codeOf(ada.trpc.account.endSession.mutate({ id }))).toBe('SESSION_UNKNOWN');
    }
    expect(await ada.trpc.account.endOtherSessions.mutate()).toEqual({ ended: 0 });
    expect([await isSignedIn(ada), await isSignedIn(grace)]).toEqual([true, true]);
  });

  it('ends all others at once', async () => {
    const others = [await ada.signInElsewhere(), await ada.signInElsewhere()];
    expect(await ada.trpc.account.endOtherSessions.mutate()).toEqual({ ended: 2 });
    expect(await Promise.all([ada, ...others].map(isSignedIn))).toEqual([true, false, false]);
  });
});

describe('a password that an operator gives', () => {
  const give = (email: string) => givePassword(app.deps.orm.em.fork(), email);

  it('is the only one that works, and all sessions have ended', async () => {
    const elsewhere = await ada.signInElsewhere();
    const password = (await give(` ${ada.user.email.toUpperCase()} `)) ?? '';
    expect([await isSignedIn(ada), await isSignedIn(elsewhere)]).toEqual([false, false]);
    expect([await signIn(OLD), await signIn(password)]).toEqual([401, 200]);
  });

  it('is not made where there is no such account', async () => {
    for (const email of ['unknown@example.com', '%', '']) expect(await give(email)).toBeNull();
    expect(await signIn(OLD)).toBe(200);
  });
});

it('leaves nothing of better-auth’s own management of accounts open', async () => {
  const paths = ['change-password', 'update-user', 'list-sessions', 'revoke-session', 'revoke-other-sessions'];
  const headers = { 'content-type': 'application/json' };
  const statusOf = async (path: string) => {
    const init = path.startsWith('list') ? {} : { method: 'POST', body: '{}' };
    return (await ada.fetch(`/auth/${path}`, { ...init, headers })).status;
  };
  expect(new Set(await Promise.all(paths.map(statusOf)))).toEqual(new Set([404]));
});
