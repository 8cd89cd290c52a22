import { ERRORS, SCOPES } from '@patchbay/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../../test/support/test-browser.ts';
import { changeSchema } from '../../../modules/connections/queries/watch-connections.ts';
import { problemSchema } from '../../http/problem.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

let app: TestApp;
let ada: TestBrowser;
let token: string;

beforeAll(async () => {
  app = await startTestApp({ env: { PATCHBAY_KEY_CALLS_PER_MINUTE: 500, PATCHBAY_CALLS_PER_MINUTE: 500 } });
  ada = await app.person();
  ({ token } = await ada.trpc.serviceKeys.create.mutate({ name: 'By HTTP', scopes: [...SCOPES] }));
});

afterAll(() => app[Symbol.asyncDispose]());

interface Plain extends Omit<RequestInit, 'headers'> {
  headers?: Record<string, string>;
}

function call(path: string, { headers = {}, ...init }: Plain = {}): Promise<Response> {
  const own = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': ada.workspaceId };
  return fetch(app.url + path, { ...init, headers: { ...own, ...headers } });
}

const post = (body: string, headers = JSON_TYPE): Plain => ({ method: 'POST', body, headers });

interface Refusal {
  what: string;
  path: string;
  init?: Plain;
  code: keyof typeof ERRORS;
}

const REFUSALS: Refusal[] = [
  { what: 'an unknown path', path: '/nope', code: 'NOT_FOUND' },
  { what: 'what is for people only', path: '/workspaces/members', code: 'NOT_FOUND' },
  { what: 'no key', path: '/connections/list', init: { headers: { authorization: '' } }, code: 'KEY_INVALID' },
  { what: 'an unknown field', path: '/connections/list?statuz=active', code: 'INPUT_UNKNOWN_FIELD' },
  {
    what: 'a form',
    path: '/connections/add',
    init: post('app=slack', { 'content-type': 'text/plain' }),
    code: 'MEDIA_TYPE_UNSUPPORTED',
  },
  { what: 'broken JSON', path: '/connections/add', init: post('{'), code: 'INPUT_INVALID' },
  { what: 'too much', path: '/connections/add', init: post(`"${'x'.repeat(300_000)}"`), code: 'BODY_TOO_LARGE' },
  {
    what: 'another site',
    path: '/connections/list',
    init: { headers: { 'sec-fetch-site': 'cross-site' } },
    code: 'ORIGIN_FOREIGN',
  },
  {
    what: 'a stream without a key',
    path: '/connections/watch',
    init: { headers: { authorization: '' } },
    code: 'KEY_INVALID',
  },
  { what: 'a stream from nowhere', path: '/connections/watch?lastEventId=x', code: 'INPUT_INVALID' },
  { what: 'an unknown field of a stream', path: '/events/watch?last=x', code: 'INPUT_UNKNOWN_FIELD' },
];

describe('an error of version 1', () => {
  it.each(REFUSALS)('is problem details with a permanent code: $what', async ({ path, init, code }) => {
    const answer = await call(`/api/v1${path}`, init);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const problem = problemSchema.parse(await answer.json());
    expect(problem).toMatchObject({
      code,
      status: answer.status,
      detail: ERRORS[code].sentence,
      type: `/errors/${code}`,
    });
    expect(problem.reference).toBe(answer.headers.get('x-request-id'));
    const page = await fetch(app.url + problem.type);
    expect(await page.text()).toContain(ERRORS[code].remedy.replaceAll('“', '“'));
  });

  it('is in today’s format without a version', async () => {
    const answer = await call('/api/connections/list?statuz=active');
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toMatchObject({ error: { errorCode: 'INPUT_UNKNOWN_FIELD' } });
  });
});

describe('the API without a version', () => {
  it('says in headers that it has a successor, and until when it stays', async () => {
    const { headers, status } = await call('/api/connections/list?limit=1');
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      deprecation: '@1796083200',
      sunset: 'Wed, 30 Jun 2027 00:00:00 GMT',
      link: '</api/v1/connections/list>; rel="successor-version"',
    });
    expect(headers.get('ratelimit')).toBeNull();
  });

  it('never writes into a header what was asked for', async () => {
    const { headers } = await call('/api/%3E%20x/list');
    expect(headers.get('link')).toBe('</api/v1>; rel="successor-version"');
  });

  it('answers the same as version 1', async () => {
    const [now, v1] = [await call('/api/apps/get?slug=github'), await call('/api/v1/apps/get?slug=github')];
    expect(await v1.text()).toBe(await now.text());
    expect([v1.headers.get('deprecation'), v1.headers.get('sunset')]).toEqual([null, null]);
  });
});

describe('limits', () => {
  it('are told with each answer', async () => {
    const { headers } = await call('/api/v1/connections/list');
    expect(headers.get('ratelimit-policy')).toBe('"calls";q=500;w=60');
    expect(headers.get('ratelimit')).toMatch(/^"calls";r=4\d\d;t=\d{1,2}$/);
  });

  it('of calls to the provider are told beside the others', async () => {
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'github', label: 'limits' });
    const { headers } = await call('/api/v1/connections/refresh', post(JSON.stringify({ id: connection.id })));
    expect(headers.get('ratelimit-policy')).toBe('"calls";q=500;w=60, "provider-calls";q=120;w=60');
    expect(headers.get('ratelimit')).toMatch(/, "provider-calls";r=119;t=\d{1,2}$/);
  });

  it('that are exceeded say when to come back', async () => {
    const { token: other } = await ada.trpc.serviceKeys.create.mutate({ name: 'Busy', scopes: ['apps:read'] });
    const headers = { authorization: `Bearer ${other}` };
    let answer = await call('/api/v1/catalog/status', { headers });
    for (let calls = 1; calls <= 500; calls += 1) answer = await call('/api/v1/catalog/status', { headers });
    expect(answer.status).toBe(429);
    expect(problemSchema.parse(await answer.json()).code).toBe('RATE_LIMITED');
    expect(answer.headers.get('ratelimit')).toMatch(/^"calls";r=0;t=\d+$/);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a stream', () => {
  it('sends events of the described schema, and resumes by the header', async () => {
    const { lastEventId } = (await (await call('/api/v1/connections/position')).json()) as { lastEventId: string };
    await ada.trpc.connections.add.mutate({ app: 'notion', label: 'First' });
    await ada.trpc.connections.add.mutate({ app: 'notion', label: 'Second' });
    const [first] = await eventsOf('/api/v1/connections/watch', { 'last-event-id': lastEventId });
    expect(changeSchema.parse(first?.data).connection?.label).toBe('First');
    const [second] = await eventsOf('/api/v1/connections/watch', { 'last-event-id': first?.id ?? '' });
    expect(changeSchema.parse(second?.data).connection?.label).toBe('Second');
  });
});

/** The first events of a stream. */
async function eventsOf(path: string, headers: Record<string, string>): Promise<{ id: string; data: unknown }[]> {
  const stop = new AbortController();
  const answer = await call(path, { headers, signal: stop.signal });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  let text = '';
  for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (/^id: .*\ndata: .*\n\n/m.test(text)) break;
  }
  stop.abort();
  return [...text.matchAll(/^id: (.*)\ndata: (.*)\n\n/gm)].map(([, id = '', data = '']) => ({
    id,
    data: JSON.parse(data) as unknown,
  }));
}
