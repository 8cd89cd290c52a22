import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BAD_HOSTS, oddRequests, PATHS } from '../../../test/support/odd-requests.ts';
import { inLanes, sendText } from '../../../test/support/raw-client.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { WEBHOOK_SECRET } from '../../../test/support/webhook.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ catalog: false, env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET } });
});
afterAll(() => app[Symbol.asyncDispose]());

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
const bodyOf = (answer: string) => answer.slice(answer.indexOf('\r\n\r\n') + 4);
const codeOf = (answer: string) => /"errorCode":"(\w+)"/.exec(answer)?.[1];

it('odd requests to any route are never our fault, and never answered with a page of the framework', async () => {
  const wrong: string[] = [];
  await inLanes(oddRequests(), 16, async (text) => {
    const answer = await sendText(app.url, text);
    const status = statusOf(answer);
    const isFine = status >= 200 && status < 400;
    // better-auth answers for accounts in its own words, and the page of a return is text for a person.
    const isOurs = codeOf(answer) !== undefined || / \/(auth\/(get|sign)|oauth)/.test(text.slice(0, 40));
    if ((isFine || (status >= 400 && status < 500 && isOurs)) && !/<pre>|at .*\.ts:/.test(answer)) return;
    wrong.push(`${text.slice(0, 120)} → ${answer.slice(0, 15)} ${bodyOf(answer).slice(0, 80)}`);
  });
  expect(wrong).toEqual([]);
});

describe('a host that is none', () => {
  it.each(BAD_HOSTS)('is refused on every route: %j', async (host) => {
    const codes = new Set<string | undefined>();
    for (const path of PATHS)
      codes.add(codeOf(await sendText(app.url, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)));
    expect([...codes]).toEqual(['REQUEST_MALFORMED']);
  });
});

it.each([
  ['by its absolute form', `GET http://127.0.0.1/healthz?x=1 HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n`],
  ['by HTTP/1.0, without a host', `GET /healthz HTTP/1.0\r\n\r\n`],
  ['with an IPv6 host', `GET /healthz HTTP/1.1\r\nHost: [::1]:4300\r\nConnection: close\r\n\r\n`],
])('a request is taken %s', async (_, text) => {
  expect(statusOf(await sendText(app.url, text))).toBe(200);
});

it('the address that a proxy says it was asked at is not passed on', async () => {
  const text = `GET /auth/get-session HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: a b\r\nX-Forwarded-Host: [::\r\nConnection: close\r\n\r\n`;
  expect(statusOf(await sendText(app.url, text))).toBe(200);
});

describe('what is no request', () => {
  it.each([
    ['nonsense', 'nonsense\r\n\r\n', 400, 'REQUEST_MALFORMED'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'REQUEST_MALFORMED',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'REQUEST_MALFORMED',
    ],
    ['another expectation', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: more\r\n\r\n', 417, 'EXPECTATION_UNSUPPORTED'],
  ])('%s is answered in our words, and its connection closed', async (...[, text, status, code]) => {
    const answer = await sendText(app.url, text);
    expect([statusOf(answer), codeOf(answer)]).toEqual([status, code]);
  });
});
