import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, TestBrowser } from '../../../test/support/test-browser.ts';
import { newSecret } from '../../platform/crypto/secret.ts';
import { poolOf } from '../../platform/orm/database.ts';
import { newAdminLink } from '../identity/admin-links.ts';
import { promoteOldestAccount } from '../identity/installation-admin.ts';
import { announceAdmin } from './announce-admin.ts';
import { makeAdmin } from './make-admin.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});
afterAll(() => app[Symbol.asyncDispose]());

const query = async (sql: string, values: unknown[] = []) => (await poolOf(app.deps.orm)).query(sql, values);
const noAdmins = () => query('delete from installation_admins');
const isAdmin = async (browser: TestBrowser) => (await browser.trpc.session.get.query()).installationAdmin;
const tokenOf = (link: string) => link.split('#')[1] ?? '';

async function openLink(): Promise<string> {
  return tokenOf(await newAdminLink(await poolOf(app.deps.orm), { newSecret, publicUrl: app.url }));
}

/** What a start prints to the terminal. */
async function announced(promotesFirstAccount = false): Promise<string> {
  let printed = '';
  await announceAdmin({ ...app.deps, promotesFirstAccount, print: (text) => (printed += text) });
  return printed;
}

describe('a setup link', () => {
  const claim = (browser: TestBrowser, token: string) => codeOf(browser.trpc.installation.claimAdmin.mutate({ token }));

  it('makes one account an admin, once', async () => {
    const [ada, mallory] = [await app.person(), await app.person('Mallory')];
    const token = await openLink();
    expect([await isAdmin(ada), await claim(ada, token), await isAdmin(ada)]).toEqual([false, 'ok', true]);
    expect([await claim(mallory, token), await isAdmin(mallory)]).toEqual(['ADMIN_LINK_INVALID', false]);
  });

  it('makes one admin, even if it is opened several times at once', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => app.person()));
    const token = await openLink();
    const codes = await Promise.all([...people, ...people, ...people].map((browser) => claim(browser, token)));
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
  });

  it('ends after 24 hours, and with the next one that is created', async () => {
    const ada = await app.person();
    const former = await openLink();
    const token = await openLink();
    expect(await claim(ada, former)).toBe('ADMIN_LINK_INVALID');
    const { rows } = await query('select extract(epoch from expires_at - now()) / 3600 as hours from admin_links');
    expect(Number(rows[0]?.hours)).toBeCloseTo(24, 1);
    await query('update admin_links set expires_at = now()');
    expect(await claim(ada, token)).toBe('ADMIN_LINK_INVALID');
  });

  it('is stored as a hash, and never logged', async () => {
    const ada = await app.person();
    const token = await openLink();
    const { rows } = await query('select * from admin_links');
    expect(JSON.stringify(rows)).not.toContain(token);
    await claim(ada, token);
    expect(app.logged.join('')).not.toContain(token);
  });

  it('needs a signed-in person, and does not work with a service key', async () => {
    const token = await openLink();
    expect(await claim(new TestBrowser(await app.person()), token)).toBe('UNAUTHENTICATED');
    expect((await query('select 1 from admin_links')).rows).toHaveLength(1);
  });
});

describe('a start', () => {
  it('of an installation without accounts prints a link, and a second process that starts prints none', async () => {
    await using empty = await startTestApp({ catalog: false });
    const texts: string[] = [];
    const start = () => announceAdmin({ ...empty.deps, print: (text) => texts.push(text) });
    await start();
    await start();
    expect(texts).toHaveLength(1);
    const token = /#([\w-]{43})\n/.exec(texts[0] ?? '')?.[1] ?? '';
    const ada = await empty.person();
    await ada.trpc.installation.claimAdmin.mutate({ token });
    expect(await ada.trpc.system.health.query()).toMatchObject({ checks: expect.any(Array) });
    expect(empty.logged.join('')).not.toContain(token);
  });

  it('of an upgraded installation logs how to make an admin, and makes none', async () => {
    await noAdmins();
    await app.person();
    expect(await announced()).toBe('');
    expect(app.logged.join('')).toContain('npm run make-admin');
    expect((await query('select 1 from installation_admins')).rows).toEqual([]);
  });

  it('of an upgraded local sandbox makes its oldest account an admin', async () => {
    await noAdmins();
    expect(await announced(true)).toBe('');
    const { rows } = await query(
      `select user_id = (select "id" from "user" order by "createdAt", "id" limit 1) as "isOldest" from installation_admins`,
    );
    expect(rows).toEqual([{ isOldest: true }]);
  });

  it('prints and logs nothing when there is an admin', async () => {
    await app.admin();
    const before = app.logged.length;
    expect(await announced()).toBe('');
    expect(app.logged).toHaveLength(before);
  });
});

describe('the first account', () => {
  it('of a local sandbox is an admin, and the only one of many that sign up at the same time', async () => {
    await noAdmins();
    const pool = await poolOf(app.deps.orm);
    await Promise.all(Array.from({ length: 8 }, () => promoteOldestAccount(pool)));
    expect((await query('select 1 from installation_admins')).rows).toHaveLength(1);
    expect(await promoteOldestAccount(pool)).toBeUndefined();
  });

  it('of a local sandbox is an admin from its sign-up on, and the second is not', async () => {
    const env = { COMPOSIO_API_KEY: '', COMPOSIO_BASE_URL: undefined, PATCHBAY_SANDBOX_PORT: 0 };
    await using local = await startTestApp({ catalog: false, env: { ...env, HOST: '127.0.0.1' } });
    const [ada, grace] = [await local.person(), await local.person('Grace Hopper')];
    expect([await isAdmin(ada), await isAdmin(grace)]).toEqual([true, false]);
  });

  it('of a sandbox that other machines can reach is not an admin', async () => {
    const env = { COMPOSIO_API_KEY: '', COMPOSIO_BASE_URL: undefined, PATCHBAY_SANDBOX_PORT: 0 };
    await using served = await startTestApp({ catalog: false, env: { ...env, HOST: '0.0.0.0' } });
    expect(await isAdmin(await served.person())).toBe(false);
  });
});

describe('the operator’s command', () => {
  it('makes the account with the address an admin, and names its person', async () => {
    const ada = await app.person();
    const account = await makeAdmin(app.deps.orm.em.fork(), ada.user.email.toUpperCase());
    expect(account).toMatchObject({ name: 'Ada Lovelace', workspaces: ['Ada’s workspace'] });
    expect(await isAdmin(ada)).toBe(true);
    expect(await makeAdmin(app.deps.orm.em.fork(), 'unknown@example.com')).toBeUndefined();
  });
});

describe('resigning', () => {
  it('is refused to the last admin, and takes effect with the next call', async () => {
    await noAdmins();
    const ada = await app.admin();
    expect(await codeOf(ada.trpc.installation.resign.mutate())).toBe('LAST_INSTALLATION_ADMIN');
    const grace = await app.admin('Grace Hopper');
    expect((await grace.trpc.installation.admins.query()).items.map(({ name }) => name)).toEqual([
      'Ada Lovelace',
      'Grace Hopper',
    ]);
    await ada.trpc.installation.resign.mutate();
    expect(await codeOf(ada.trpc.installation.admins.query())).toBe('INSTALLATION_ADMIN_ONLY');
    expect(await isAdmin(grace)).toBe(true);
  });

  it('leaves one when all resign at the same time', async () => {
    await noAdmins();
    const admins = await Promise.all(Array.from({ length: 5 }, () => app.admin()));
    const codes = await Promise.all(admins.map(({ trpc }) => codeOf(trpc.installation.resign.mutate())));
    expect(codes.filter((code) => code !== 'ok')).toHaveLength(1);
    expect((await query('select 1 from installation_admins')).rows).toHaveLength(1);
  });
});

describe('the workspaces of the installation', () => {
  it('are listed page by page, each once, with their member and connection counts', async () => {
    const admin = await app.admin();
    await (await app.person('Grace Hopper')).join(admin, 'viewer');
    const items = [];
    let cursor: string | null | undefined;
    do {
      const page = await admin.trpc.installation.workspaces.query({ limit: 3, ...(cursor && { cursor }) });
      items.push(...page.items);
      cursor = page.nextCursor;
      expect(page.total).toBeGreaterThanOrEqual(items.length);
    } while (cursor);
    const { rows } = await query('select count(*)::int as count from organization');
    expect([items.length, new Set(items.map(({ id }) => id)).size]).toEqual([rows[0]?.count, rows[0]?.count]);
    const own = items.find(({ id }) => id === admin.workspaceId);
    expect(own).toMatchObject({ name: 'Ada’s workspace', members: 2, connections: 0 });
  });
});

describe('sign-up', () => {
  async function signUp(headers: Record<string, string> = {}, email = `${crypto.randomUUID()}@example.com`, at = app) {
    const browser = new TestBrowser({ url: at.url, origin: at.url });
    const answer = await browser.fetch('/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email, name: 'New', password: 'correct horse' }),
    });
    const { code } = (await answer.json()) as { code?: string };
    return code ?? `${answer.status}`;
  }

  it('is open, by invitation only, or closed, as an installation admin sets it', async () => {
    const admin = await app.admin();
    const { id } = await admin.trpc.workspaces.invite.mutate({ email: 'grace@example.com', role: 'member' });
    const set = (mode: 'open' | 'invited-only' | 'closed') => admin.trpc.installation.setSignUp.mutate({ mode });
    const invitation = { 'x-patchbay-invitation': id };

    expect(await set('closed')).toEqual({ mode: 'closed', fixedBy: null });
    expect(await signUp()).toBe('SIGN_UP_CLOSED');
    expect(await signUp(invitation, 'grace@example.com')).toBe('SIGN_UP_CLOSED');
    expect((await new TestBrowser(admin).trpc.session.get.query()).signUp).toBe('closed');

    await set('invited-only');
    expect(await signUp()).toBe('SIGN_UP_INVITED_ONLY');
    expect(await signUp({}, 'grace@example.com')).toBe('SIGN_UP_INVITED_ONLY');
    expect(await signUp(invitation, 'mallory@example.com')).toBe('SIGN_UP_INVITED_ONLY');
    expect(await signUp({ 'x-patchbay-invitation': crypto.randomUUID() }, 'grace@example.com')).toBe(
      'SIGN_UP_INVITED_ONLY',
    );
    expect(await signUp(invitation, 'Grace@Example.com')).toBe('200');

    await set('open');
    expect(await signUp()).toBe('200');
  });

  it('admits the person with the setup link, who is to become the first admin', async () => {
    const admin = await app.admin();
    await admin.trpc.installation.setSignUp.mutate({ mode: 'closed' });
    const token = await openLink();
    expect(await signUp({ 'x-patchbay-setup': newSecret() })).toBe('SIGN_UP_CLOSED');
    expect(await signUp({ 'x-patchbay-setup': token })).toBe('200');
    await admin.trpc.installation.setSignUp.mutate({ mode: 'open' });
  });

  it('is fixed by SIGN_UP, regardless of the setting, which says so', async () => {
    await using other = await startTestApp({ beside: app, env: { SIGN_UP: 'closed' } });
    const admin = await app.admin();
    const elsewhere = Object.assign(new TestBrowser({ url: other.url, origin: app.url }), { cookies: admin.cookies });
    expect(await elsewhere.trpc.installation.signUp.query()).toEqual({ mode: 'closed', fixedBy: 'SIGN_UP' });
    expect(await codeOf(elsewhere.trpc.installation.setSignUp.mutate({ mode: 'open' }))).toBe('SETTING_FIXED');
    expect((await elsewhere.trpc.session.get.query()).signUp).toBe('closed');
    expect(await admin.trpc.installation.signUp.query()).toEqual({ mode: 'open', fixedBy: null });
  });
});
