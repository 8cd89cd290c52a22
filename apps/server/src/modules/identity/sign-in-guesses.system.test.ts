import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASES, LONG } from '../../../test/support/cases.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { TestBrowser } from '../../../test/support/test-browser.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';

const PASSWORD = 'correct horse';
const GUESSES = CASES > 10_000 ? 10_000 : 300;

let app: TestApp;
let second: TestApp;
let hashed: number;

beforeEach(async () => {
  const options = { catalog: false, limitSignIn: true, env: { TRUST_PROXY: 1 } };
  app = await startTestApp(options);
  second = await startTestApp({ ...options, beside: app });
  hashed = 0;
  await Promise.all([app, second].map(countHashes));
});

afterEach(async () => {
  await second[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

async function countHashes({ deps }: TestApp): Promise<void> {
  const { password } = await deps.auth.$context;
  const { hash, verify } = password;
  Object.assign(password, {
    hash: (text: string) => ((hashed += 1), hash(text)),
    verify: (input: Parameters<typeof verify>[0]) => ((hashed += 1), verify(input)),
  });
}

interface Attempt {
  email: string;
  password?: string;
  /** The sender's address; a different network by default. */
  address?: string;
  at?: TestApp;
  browser?: TestBrowser;
}

let networks = 0;
const newAddress = () => `10.${(networks += 1) >> 16}.${(networks >> 8) & 255}.${networks & 255}`;

async function signIn({ email, password = 'a guess', address = newAddress(), at = app, browser }: Attempt) {
  const from = browser ?? new TestBrowser({ url: at.url, origin: app.deps.publicUrl });
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
  const answer = await from.fetch('/auth/sign-in/email', {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  const { code, message } = (await answer.json()) as { code?: string; message?: string };
  return { status: answer.status, code, message, wait: Number(answer.headers.get('retry-after')) };
}

async function people(count: number): Promise<TestBrowser[]> {
  return Promise.all(Array.from({ length: count }, () => app.person()));
}

const times = <Result>(count: number, work: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status);

describe('sign-in attempts were limited by address only:', () => {
  it(
    `${GUESSES} guesses at ten accounts from as many addresses, on two processes`,
    { timeout: LONG * 10 },
    async () => {
      const owners = await people(10);
      hashed = 0;
      for (let done = 0; done < GUESSES; done += 50) {
        await times(50, (index) =>
          signIn({ email: owners[index % 10]?.user.email ?? '', at: index % 2 ? app : second }),
        );
      }
      expect(hashed).toBeLessThanOrEqual(200);
      expect(hashed).toBeGreaterThan(0);

      const before = hashed;
      for (const owner of owners) {
        const elsewhere = await signIn({ email: owner.user.email, password: PASSWORD });
        expect(elsewhere).toMatchObject({ status: 429, code: 'TOO_MANY_GUESSES' });
        expect(elsewhere.message).toMatch(/^Too many sign-in attempts. Try again in (a minute|\d+ minutes)/);
        expect(elsewhere.wait).toBeGreaterThan(0);
      }
      expect(hashed).toBe(before);
      for (const owner of owners) {
        const own = await signIn({ email: owner.user.email.toUpperCase(), password: PASSWORD, browser: owner });
        expect(own.status).toBe(200);
      }
      const [stored] = await executeSql<{ count: number }>(
        app.deps.orm.em.fork(),
        'select count(*)::int as count from guesses',
      );
      expect(stored?.count).toBeLessThan(GUESSES + 50);
    },
  );

  it('a known browser has its own limit, which is no higher than for others', { timeout: LONG }, async () => {
    const [ada, grace] = await people(2);
    if (!ada || !grace) throw new Error('no person signed up');
    const answers = await times(12, () => signIn({ email: ada.user.email, browser: ada }));
    expect(statuses(answers).filter((status) => status === 401)).toHaveLength(8);
    expect((await signIn({ email: ada.user.email, password: PASSWORD, browser: ada })).status).toBe(429);
    // Attempts of a known browser do not count against the account, and do not help with another account.
    expect((await signIn({ email: ada.user.email, password: PASSWORD })).status).toBe(200);
    await times(8, () => signIn({ email: grace.user.email }));
    expect((await signIn({ email: grace.user.email, browser: ada })).status).toBe(429);
  });

  it('an address without an account looks the same', { timeout: LONG }, async () => {
    const [ada] = await people(1);
    const asked = async (email: string) => statuses(await times(10, () => signIn({ email }))).toSorted((a, b) => a - b);
    expect(await asked('unknown@example.com')).toEqual(await asked(ada?.user.email ?? ''));
  });

  it(
    'all addresses of one IPv6 network count as one, and right passwords do not count',
    { timeout: LONG },
    async () => {
      const owners = await people(3);
      const office = (index: number) => `2001:db8:1:2::${index.toString(16)}`;
      for (let index = 0; index < 22; index += 1) {
        const email = owners[index % 3]?.user.email ?? '';
        expect((await signIn({ email, password: PASSWORD, address: office(index) })).status).toBe(200);
      }
      const answers = await times(30, (index) =>
        signIn({ email: `unknown-${index}@example.com`, address: office(index) }),
      );
      expect(statuses(answers).filter((status) => status === 401)).toHaveLength(20);
      const [ada] = owners;
      const next = { email: ada?.user.email ?? '', password: PASSWORD };
      expect((await signIn({ ...next, address: '2001:db8:1:3::1' })).status).toBe(200);
    },
  );

  it('the limit expires', { timeout: LONG }, async () => {
    const [ada] = await people(1);
    const email = ada?.user.email ?? '';
    await times(10, () => signIn({ email }));
    expect((await signIn({ email, password: PASSWORD })).status).toBe(429);
    await executeSql(app.deps.orm.em.fork(), `update guesses set until = now()`);
    expect((await signIn({ email, password: PASSWORD })).status).toBe(200);
  });

  it('asking by sign-up which addresses have an account is counted too', { timeout: LONG }, async () => {
    const ask = async (index: number) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `2001:db8:9:9::${index}` };
      const body = JSON.stringify({ email: `x${index}@example.com`, name: 'X', password: PASSWORD });
      const browser = new TestBrowser({ url: app.url, origin: app.deps.publicUrl });
      return (await browser.fetch('/auth/sign-up/email', { method: 'POST', headers, body })).status;
    };
    const codes: number[] = [];
    for (let index = 0; index < 25; index += 1) codes.push(await ask(index));
    expect(codes.filter((status) => status === 200)).toHaveLength(20);
    expect(codes.filter((status) => status === 429)).toHaveLength(5);
  });
});

it('a browser is known by a signed cookie, which is useless for another account or when changed', async () => {
  const [ada] = await people(1);
  if (!ada) throw new Error('no person signed up');
  const { email } = ada.user;
  const cookie = ada.cookies.get('patchbay.known_browser') ?? '';
  expect(decodeURIComponent(cookie)).not.toContain(email);
  await times(8, () => signIn({ email }));
  const forged = new TestBrowser(ada);
  for (const value of [cookie.replace(/^./, 'x'), cookie.slice(0, -9), '', 'a.b']) {
    forged.cookies.set('patchbay.known_browser', value);
    expect((await signIn({ email, password: PASSWORD, browser: forged })).status).toBe(429);
  }
  forged.cookies.set('patchbay.known_browser', cookie);
  expect((await signIn({ email, password: PASSWORD, browser: forged })).status).toBe(200);
});
