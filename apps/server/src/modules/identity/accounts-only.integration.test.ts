import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { TestBrowser } from '../../../test/support/test-browser.ts';

/** As pino writes its levels. */
const WARN = 40;

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});

afterAll(() => app[Symbol.asyncDispose]());

const signIn = async (callbackURL: string) => {
  const { user } = await app.person();
  const init = {
    method: 'POST',
    body: JSON.stringify({ email: user.email, password: 'correct horse', callbackURL }),
    headers: { 'content-type': 'application/json' },
  };
  return new TestBrowser({ url: app.url, origin: app.url }).fetch('/auth/sign-in/email', init);
};

// better-auth skips this check when NODE_ENV is "test", unless configured otherwise.
it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  'a sign-in sent people on to wherever the request said: %s is refused, and no session begun',
  async (callbackURL) => {
    const answer = await signIn(callbackURL);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.headers.getSetCookie()).toEqual([]);
  },
);

it('a request that is refused raised an alarm in the log: it is a warning', async () => {
  const from = app.logged.length;
  await signIn('https://evil.example');
  const levels = app.logged.slice(from).map((line) => (JSON.parse(line) as { level: number }).level);
  expect(levels).toContain(WARN);
  expect(levels.filter((level) => level > WARN)).toEqual([]);
});

it('a sign-in may name a page of this installation', async () => {
  expect((await signIn('/connections')).status).toBe(200);
});
