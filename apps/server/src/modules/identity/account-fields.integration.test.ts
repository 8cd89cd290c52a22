import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, TestBrowser } from '../../../test/support/test-browser.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});

afterAll(() => app[Symbol.asyncDispose]());

const send = async (browser: TestBrowser, path: string, body: object) => {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await browser.fetch(path, init);
  const { code } = (await answer.json()) as { code?: string };
  return `${answer.status} ${code ?? 'ok'}`;
};

const signUp = (fields: object) => {
  const account = { email: `${crypto.randomUUID()}@example.com`, password: 'correct horse', name: 'Ada Lovelace' };
  return send(new TestBrowser({ url: app.url, origin: app.url }), '/auth/sign-up/email', { ...account, ...fields });
};

const bad = [
  ['of 15,000 characters', { name: 'a'.repeat(15_000) }, '400 NAME_INVALID'],
  ['of 81', { name: 'a'.repeat(81) }, '400 NAME_INVALID'],
  ['of none', { name: '' }, '400 NAME_INVALID'],
  ['of blanks', { name: '  \u00a0 ' }, '400 NAME_INVALID'],
  ['that turns the text beside it', { name: 'Ada \u202eecalevoL' }, '400 NAME_INVALID'],
  ['with a blank of no width', { name: 'Vic\u200btim' }, '400 NAME_INVALID'],
  ['of nothing that is seen', { name: '\u3164' }, '400 NAME_INVALID'],
  ['that rings a bell', { name: 'Ada\u0007' }, '400 NAME_INVALID'],
  ['with an image that is a script', { image: 'javascript:alert(1)' }, '400 IMAGE_INVALID'],
  ['with an image that anybody on the way sees', { image: 'http://example.com/ada.png' }, '400 IMAGE_INVALID'],
  ['with an image in itself', { image: 'data:image/svg+xml,<svg/>' }, '400 IMAGE_INVALID'],
] as const;

describe('an account was accepted with any name and image:', () => {
  it.each(bad)('one %s is refused at sign-up', async (_, fields, code) => {
    expect(await signUp(fields)).toBe(code);
  });

  it.each(bad.filter(([, fields]) => 'name' in fields))('one %s is refused later too', async (_, fields) => {
    const ada = await app.person();
    expect(await codeOf(ada.trpc.account.rename.mutate(fields as { name: string }))).toBe('INPUT_INVALID');
    expect((await ada.trpc.session.get.query()).user?.name).toBe('Ada Lovelace');
  });

  it('an email address of 5,000 characters was accepted', async () => {
    for (const email of [`${'a'.repeat(5_000)}@example.com`, `${'a'.repeat(65)}@example.com`, 'a\u200bb@example.com'])
      expect(await signUp({ email })).toBe('400 INVALID_EMAIL');
  });

  it.each(['12345678', 'ada.l@example.com', 'Ada Lovelace'])('the password %s was taken', async (password) => {
    expect(await signUp({ email: 'ada.l@example.com', password })).toBe('400 PASSWORD_WEAK');
    const ada = await app.person();
    const change = { currentPassword: 'correct horse', newPassword: password, signOutElsewhere: true };
    expect(await codeOf(ada.trpc.account.changePassword.mutate(change))).toBe('PASSWORD_WEAK');
  });

  it('an account with a weak password from before can still sign in', async () => {
    const ada = await app.person();
    const { password } = await app.deps.auth.$context;
    await executeSql(app.deps.orm.em.fork(), `update "account" set "password" = $2 where "userId" = $1`, [
      ada.user.id,
      await password.hash('12345678'),
    ]);
    const body = { email: ada.user.email, password: '12345678' };
    expect(await send(new TestBrowser(ada), '/auth/sign-in/email', body)).toBe('200 ok');
  });

  it('a name cut in the middle of an emoji made a workspace that could not be stored', async () => {
    expect(await signUp({ name: `a${'😀'.repeat(39)}` })).toBe('200 ok');
  });

  it('a name that is not a string is refused, and is not a 500', async () => {
    for (const name of [null, ['Ada'], { $ne: null }]) {
      expect(await signUp({ name })).toMatch(/^400 /);
      const ada = await app.person();
      expect(await codeOf(ada.trpc.account.rename.mutate({ name } as unknown as { name: string }))).toBe(
        'INPUT_INVALID',
      );
    }
  });

  it('names are stored, trimmed', async () => {
    const ada = await app.person(' Ada  Lovelace ');
    expect(ada.user.name).toBe('Ada Lovelace');
    expect(await signUp({ name: 'a'.repeat(80), image: 'https://example.com/ada.png' })).toBe('200 ok');
    expect(await codeOf(ada.trpc.account.rename.mutate({ name: ' أدا 👩🏽‍💻' }))).toBe('ok');
    expect((await ada.trpc.session.get.query()).user?.name).toBe('أدا 👩🏽‍💻');
  });
});
