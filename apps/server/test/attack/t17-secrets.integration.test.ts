import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, TestBrowser } from '../support/test-browser.ts';
import { approveUpstream, type Pending, returnAddressOf, startPending, verifierUrlOf } from '../support/attempts.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** T17: secrets are planted wherever there are any, everything is made to go wrong, and then they are looked for. */
let app: TestApp;
let ada: TestBrowser;
let attempt: Pending;
/** Everything that was answered to a browser that is not the one whose secret it is. */
const answers: string[] = [];

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_VERIFIER: 'on' } });
  ada = await app.person('Ada Lovelace');
  attempt = await startPending(app, ada);
});

afterAll(() => app[Symbol.asyncDispose]());

/** An upstream that quotes whatever it was sent, and more. */
const quoting = (status: number, text: string) => ({
  status,
  body: { error: { message: text, slug: text } },
  message: text,
});

describe('whatever goes wrong', () => {
  it('an upstream that quotes our request in its error', async () => {
    const quote = `bad callback_url ${returnAddressOf(app, attempt)} for key ${app.sandbox.apiKey}`;
    app.sandbox.control.faults.set([{ match: { path: /link/ }, ...quoting(422, quote) }]);
    // In another browser: with the verifier on, each has one open attempt.
    const other = await ada.signInElsewhere();
    other.workspaceId = ada.workspaceId;
    const { connection } = await other.trpc.connections.add.mutate({ app: 'github' });
    expect(await codeOf(other.trpc.connections.connect.mutate({ id: connection.id }))).toBe('PROVIDER_REFUSED');
    app.sandbox.control.faults.clear();
  });

  it('an upstream that breaks while a return is confirmed, and quotes the session', async () => {
    app.sandbox.control.setVerifier(verifierUrlOf(app));
    const back = approveUpstream(app, attempt.redirectUrl);
    const session = new URL(back).searchParams.get('session_uri') ?? '';
    app.sandbox.control.faults.set([{ match: { path: /complete_auth/ }, ...quoting(403, `session ${session}`) }]);
    const answer = await ada.fetch(back.replace(app.url, ''));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    answers.push(answer.headers.get('location') ?? '', await answer.text());
    app.sandbox.control.faults.clear();
    SECRETS.session = session;
  });

  it('an upstream that is something else altogether', async () => {
    app.sandbox.control.faults.set([{ match: { path: /connected_accounts/ }, status: 200, body: { nonsense: true } }]);
    expect(await codeOf(ada.trpc.connections.refresh.mutate({ id: attempt.id }))).toMatch(/^PROVIDER_/);
    app.sandbox.control.faults.clear();
  });

  it('people who sign in wrongly, and calls without a shape', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ email: ada.user.email, password: SECRETS.password });
    await new TestBrowser(ada).fetch('/auth/sign-in/email', { method: 'POST', headers, body });
    await ada.fetch(`/trpc/connections.get?input=${encodeURIComponent(JSON.stringify({ id: SECRETS.typed }))}`);
    const refused = await ada.fetch('/trpc/connections.get', {
      headers: { authorization: `Bearer ${SECRETS.bearer}` },
    });
    expect(refused.ok).toBe(false);
  });
});

const SECRETS = {
  password: 'a-planted-password',
  typed: 'T'.repeat(43),
  bearer: 'B'.repeat(43),
  session: '',
};

describe('nothing of it stands', () => {
  const planted = () => ({
    ...SECRETS,
    nonce: new URL(returnAddressOf(app, attempt)).searchParams.get('nonce') ?? '',
    browser: ada.cookies.get(`patchbay-attempt-${attempt.attemptId}`) ?? '',
    cookie: decodeURIComponent(ada.cookies.get('patchbay.session_token') ?? '').split('.')[0] ?? '',
    apiKey: app.sandbox.apiKey,
    secret: app.deps.secret ?? '',
    link: new URL(attempt.redirectUrl).pathname.split('/').at(-1) ?? '',
  });

  it('in a log', () => {
    const logged = app.logged.join('');
    expect(logged).toContain('"level"');
    const found: string[] = [];
    for (const [name, secret] of Object.entries(planted())) {
      expect(secret.length).toBeGreaterThan(8);
      for (const form of [secret, encodeURIComponent(secret)]) found.push(...(logged.includes(form) ? [name] : []));
    }
    expect(found).toEqual([]);
  });

  it('in an answer, a view, a history or a stream', async () => {
    const id = { id: attempt.id };
    const views = [
      await ada.trpc.connections.get.query(id),
      await ada.trpc.connections.history.query(id),
      await ada.trpc.connections.list.query(),
      await ada.trpc.session.get.query(),
      await (await ada.fetch('/metrics')).text(),
    ];
    const seen = JSON.stringify([...answers, ...views]);
    const found = Object.entries(planted()).filter(([, secret]) => seen.includes(secret));
    expect(found).toEqual([]);
  });

  it('in the database, but for hashes', async () => {
    const pool = await app.deps.orm.em.getConnection().getNativeClient();
    const { rows } = await pool.query('select * from connection_attempts');
    const { nonce, browser, session } = planted();
    for (const secret of [nonce, browser, session]) expect(JSON.stringify(rows)).not.toContain(secret);
  });
});
