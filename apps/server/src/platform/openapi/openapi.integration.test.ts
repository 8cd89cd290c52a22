import { SCOPES } from '@patchbay/contracts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { type Document, OpenAPIClientAxios, type OpenAPIClient } from 'openapi-client-axios';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppRouter } from '../../app-router.ts';
import { connected } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../test/support/test-browser.ts';
import { listProcedures } from '../trpc/list-procedures.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

let app: TestApp;
let ada: TestBrowser;
let document: Document;
let token: string;
let client: OpenAPIClient;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person();
  document = (await (await fetch(`${app.url}/openapi.json`)).json()) as Document;
  ({ token } = await ada.trpc.serviceKeys.create.mutate({ name: 'Not TypeScript', scopes: [...SCOPES] }));
  const headers = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': ada.workspaceId };
  // A client that knows nothing but the document.
  client = await new OpenAPIClientAxios({
    definition: document,
    axiosConfigDefaults: { headers, validateStatus: null },
  }).init();
});

afterAll(() => app[Symbol.asyncDispose]());

/** Calls by the operation's id, and holds the answer against the schema that the document promises. */
async function call(id: string, parameters: object | null, body?: unknown) {
  const { status, data } = (await client[id]?.(parameters as never, body)) ?? { status: 0, data: undefined };
  const operation = described().find(({ operationId }) => operationId === id);
  const schema = operation?.responses[200].content['application/json'].schema ?? { not: {} };
  if (status === 200) expect(problemsOf(schema, data)).toEqual([]);
  return { status, data };
}

/** By another validator than ours, one that is strict about the schema itself. */
function problemsOf(schema: object, data: unknown): unknown[] {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  return validate(data) ? [] : (validate.errors ?? []);
}

function described(): Described[] {
  const paths = Object.values(document.paths ?? {}) as unknown as Record<string, Described>[];
  return paths.flatMap((path) => Object.values(path));
}

interface Described {
  operationId: string;
  responses: { 200: { content: { 'application/json': { schema: Record<string, unknown> } } } };
}

describe('the description', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(
      structuredClone(document) as unknown as Record<string, unknown>,
    );
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('has everything that a key may call, and nothing else', () => {
    const callable = listProcedures(createAppRouter(app.deps)).filter(
      ({ meta }) => meta.scope !== 'people-only' || meta.installationScope !== undefined,
    );
    expect(described().map(({ operationId }) => operationId)).toEqual(callable.map(({ path }) => path));
  });

  it('can be read by people, without scripts', async () => {
    const answer = await fetch(`${app.url}/openapi`);
    const page = await answer.text();
    expect(page).toContain('<section id="connections.list">');
    expect(page).toContain(`${app.url}/api/v1/actions/execute`);
    expect(page).not.toContain('<script');
    expect((await fetch(`${app.url}/openapi.css`)).headers.get('content-type')).toContain('text/css');
  });
});

describe('a generic client', () => {
  it('lists, adds and reads by what the document says', async () => {
    const added = await call('connections.add', null, { app: 'github', label: 'Plain' });
    expect(added).toMatchObject({ status: 200, data: { outcome: 'added' } });
    const listed = await call('connections.list', { limit: 1, search: 'github' });
    expect(listed.data).toMatchObject({ items: [{ label: 'Plain', status: 'added' }], counts: { added: 1 } });
    const { id } = listed.data.items[0];
    expect((await call('connections.get', { id })).data).toMatchObject({ id });
    expect((await call('connections.history', { id })).data.items[0].actor.name).toBe('Not TypeScript');
    expect((await call('apps.list', { sort: 'name', limit: 2 })).data.items).toHaveLength(2);
    expect((await call('connections.refreshPending', null, {})).status).toBe(200);
  });

  it('runs an action', async () => {
    const { id: connectionId } = await connected(app, ada);
    const input = { connectionId, action: 'SLACK_SEND_MESSAGE', arguments: { channel: '#general', text: 'Hello' } };
    expect(await call('actions.execute', null, input)).toMatchObject({ status: 200, data: { successful: true } });
    const wrong = await call('actions.execute', null, { ...input, arguments: {} });
    expect(wrong).toMatchObject({
      status: 400,
      data: {
        error: { errorCode: 'ARGUMENTS_INVALID', fields: { channel: 'Required.', text: 'Required.' } },
      },
    });
  });

  it('is told what is wrong in the same words', async () => {
    const codes = [
      await call('connections.get', { id: app.deps.newId() }),
      await call('connections.get', { id: 'no-uuid' }),
      await call('connections.list', { limit: 'many' }),
      await call('connections.add', null, { app: { $ne: null } }),
    ].map(({ status, data }) => `${status} ${data.error.errorCode}`);
    expect(codes).toEqual(['404 CONNECTION_UNKNOWN', '400 INPUT_INVALID', '400 INPUT_INVALID', '400 INPUT_INVALID']);
  });
});

function raw(path: string, { headers = {}, ...init }: PlainRequest = {}): Promise<Response> {
  const own = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': ada.workspaceId };
  return fetch(`${app.url}/api${path}`, { ...init, headers: { ...own, ...headers } });
}

interface PlainRequest extends Omit<RequestInit, 'headers'> {
  headers?: Record<string, string>;
}

const post = (body: string | URLSearchParams, headers = {}): PlainRequest => ({ method: 'POST', body, headers });

interface Refusal {
  what: string;
  path?: string;
  init?: PlainRequest;
  answer: [status: number, code: string];
}

const REFUSALS: Refusal[] = [
  { what: 'an unknown address', path: '/nope', answer: [404, 'NOT_FOUND'] },
  { what: 'what is for people only', path: '/workspaces/members', answer: [404, 'NOT_FOUND'] },
  { what: 'a change by GET', path: '/connections/add?app=slack', answer: [404, 'NOT_FOUND'] },
  { what: 'no key', path: '/connections/list', init: { headers: { authorization: '' } }, answer: [401, 'KEY_INVALID'] },
  {
    what: 'another workspace',
    path: '/connections/list',
    init: { headers: { 'x-patchbay-workspace': 'x' } },
    answer: [404, 'WORKSPACE_UNKNOWN'],
  },
  { what: 'a form', init: post(new URLSearchParams({ app: 'slack' })), answer: [400, 'MEDIA_TYPE_UNSUPPORTED'] },
  { what: 'broken JSON', init: post('{', JSON_TYPE), answer: [400, 'INPUT_INVALID'] },
  { what: 'too much', init: post(`"${'x'.repeat(300_000)}"`, JSON_TYPE), answer: [413, 'BODY_TOO_LARGE'] },
];

describe('plain HTTP', () => {
  it.each(REFUSALS)(
    'answers $what with a code',
    async ({ path = '/connections/add', init, answer: [status, code] }) => {
      const answer = await raw(path, init);
      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(`"errorCode":"${code}"`);
    },
  );

  it.each(['/api/connections/list', '/api/nope', '/trpc/connections.list', '/trpc/nope'])(
    'answers %s so that nothing on the way stores it',
    async (path) => {
      const headers = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': ada.workspaceId };
      const answer = await fetch(`${app.url}${path}`, { headers });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('streams changes, and goes on from an id', async () => {
    const { lastEventId } = (await (await raw('/connections/position')).json()) as { lastEventId: string };
    await ada.trpc.connections.add.mutate({ app: 'notion', label: 'Streamed' });
    const stop = new AbortController();
    const answer = await raw(`/connections/watch?lastEventId=${lastEventId}`, {
      headers: { accept: 'text/event-stream' },
      signal: stop.signal,
    });
    expect(answer.headers.get('cache-control')).toBe('no-cache, no-transform');
    let text = '';
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += part;
      if (text.includes('Streamed')) break;
    }
    stop.abort();
    expect(text).toMatch(/id: \d+-\d+/);
  });
});
