import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linkToken, startConnecting } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { TestBrowser } from '../../../test/support/test-browser.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';

const SESSION = 'patchbay.session_token';
const HOST_SESSION = `__Host-${SESSION}`;

describe('on https', () => {
  const origin = 'https://patchbay.example';
  let app: TestApp;
  let victim: TestBrowser;
  let attacker: TestBrowser;

  beforeAll(async () => {
    app = await startTestApp({ catalog: false, env: { PUBLIC_URL: origin } });
  });

  beforeEach(async () => {
    const at = { url: app.url, origin };
    [victim, attacker] = await Promise.all([TestBrowser.signUp(at, 'Vic'), TestBrowser.signUp(at, 'Mallory')]);
  });

  afterAll(() => app[Symbol.asyncDispose]());

  const userBy = async (cookie: string) => {
    const answer = await fetch(new URL('/trpc/session.get', app.url), { headers: { cookie } });
    const { result } = (await answer.json()) as { result: { data: Record<string, unknown> } };
    return { ...result.data, cookies: answer.headers.getSetCookie() };
  };
  const tokenOf = (browser: TestBrowser) => browser.cookies.get(HOST_SESSION) ?? '';

  it('the session’s cookie is bound to this host: Secure, HttpOnly, path / and no domain', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = JSON.stringify({ email: victim.user.email, password: 'correct horse' });
    const answer = await new TestBrowser(victim).fetch('/auth/sign-in/email', { ...init, body });
    const lines = answer.headers.getSetCookie();
    expect(lines.map((line) => line.split('=')[0])).toContain(HOST_SESSION);
    for (const line of lines) {
      expect(line).toMatch(/^__Host-.*; Path=\/;.*HttpOnly.*Secure/);
      expect(line).not.toMatch(/domain=/i);
    }
  });

  it.each([
    ['under the name it had before', () => `__Secure-${SESSION}=${tokenOf(attacker)}`, null],
    ['under a name without a prefix', () => `${SESSION}=${tokenOf(attacker)}`, null],
    [
      'before the victim’s own',
      () => `__Secure-${SESSION}=${tokenOf(attacker)}; ${HOST_SESSION}=${tokenOf(victim)}`,
      'Vic',
    ],
    ['twice under the name of ours', () => `${HOST_SESSION}=${tokenOf(attacker)}; ${HOST_SESSION}=x`, null],
    ['without a name', () => `=${HOST_SESSION}=${tokenOf(attacker)}; ${HOST_SESSION}=${tokenOf(victim)}`, 'Vic'],
    [
      'under a name that only trims to ours',
      () => `\u00a0${HOST_SESSION}=${tokenOf(attacker)}; ${HOST_SESSION}=${tokenOf(victim)}`,
      'Vic',
    ],
  ])('a site of the same domain planted the attacker’s session: %s it counts for nothing', async (_, cookie, name) => {
    const { user } = (await userBy(cookie())) as unknown as { user: { name: string } | null };
    expect(user?.name ?? null).toBe(name);
    const answer = await fetch(new URL('/auth/get-session', app.url), { headers: { cookie: cookie(), origin } });
    const session = (await answer.json()) as { user: { name: string } } | null;
    expect(session?.user.name ?? null).toBe(name);
  });

  it('a person who was signed out by the new name is told so, until they sign in again', async () => {
    const former = `__Secure-${SESSION}=${tokenOf(victim)}`;
    expect(await userBy(former)).toMatchObject({ user: null, signedOutByUpdate: true });
    const again = await userBy(`${former}; ${HOST_SESSION}=${tokenOf(victim)}`);
    expect(again).toMatchObject({ user: { name: 'Vic' }, signedOutByUpdate: false });
    expect(again.cookies.join()).toMatch(new RegExp(`^__Secure-${SESSION}=;.*Expires=Thu, 01 Jan 1970`));
    expect(await userBy('a=1')).toMatchObject({ signedOutByUpdate: false });
  });
});

describe('a session that is used every day', () => {
  let app: TestApp;
  let ada: TestBrowser;
  let position: unknown;
  let returnPath: string;

  beforeAll(async () => {
    app = await startTestApp();
  });

  beforeEach(async () => {
    ada = await app.person();
    const { pathname, search } = new URL(
      app.sandbox.control.approve(linkToken((await startConnecting(ada)).redirectUrl)) ?? '',
    );
    returnPath = pathname + search;
    position = await ada.trpc.connections.position.query();
  });

  afterAll(() => app[Symbol.asyncDispose]());

  /** Makes the session look as if it was last extended this many days ago. */
  const age = (days: number) =>
    executeSql(
      app.deps.orm.em.fork(),
      `update "session" set "expiresAt" = now() + make_interval(days => 30 - $2) where "userId" = $1`,
      [ada.user.id, days],
    );
  const workspace = () => ({ 'x-patchbay-workspace': ada.workspaceId });

  const WAYS: [string, () => Promise<string[]>][] = [
    ['a call', async () => (await ada.fetch('/trpc/session.get')).headers.getSetCookie()],
    [
      'a batch of calls',
      async () => {
        const path = '/trpc/connections.list,workspaces.members,session.get?batch=1';
        return (await ada.fetch(path, { headers: workspace() })).headers.getSetCookie();
      },
    ],
    [
      'a call by plain HTTP',
      async () => (await ada.fetch('/api/connections/list', { headers: workspace() })).headers.getSetCookie(),
    ],
    [
      'a stream',
      async () => {
        const abort = new AbortController();
        const path = `/trpc/connections.watch?input=${encodeURIComponent(JSON.stringify(position))}`;
        const answer = await ada.fetch(path, { headers: workspace(), signal: abort.signal });
        abort.abort();
        return answer.headers.getSetCookie();
      },
    ],
    ['a question of better-auth', async () => (await ada.fetch('/auth/get-session')).headers.getSetCookie()],
  ];

  it.each(WAYS)('dropped its extended cookie after 30 days: %s hands it to the browser, once', async (_, ask) => {
    await age(2);
    const [line, ...more] = await ask();
    expect(line).toMatch(/^patchbay\.session_token=[^;]+;.*Max-Age=2592000;.*HttpOnly/);
    expect(more).toEqual([]);
    expect(await ask()).toEqual([]);
  });

  it('is not extended by a return from the provider, which must not wait for it', async () => {
    await age(2);
    expect((await ada.fetch(returnPath)).headers.getSetCookie()).toEqual([]);
    expect((await ada.fetch('/trpc/session.get')).headers.getSetCookie()).toHaveLength(1);
  });

  it('lasts for a year of daily use', async () => {
    for (let day = 0; day < 12; day += 1) {
      await age(29);
      const answer = await ada.fetch('/trpc/session.get');
      expect(answer.headers.getSetCookie()).toHaveLength(1);
    }
    expect((await ada.trpc.session.get.query()).user?.id).toBe(ada.user.id);
    await age(31);
    expect((await ada.trpc.session.get.query()).user).toBeNull();
  });
});
