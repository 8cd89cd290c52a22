import { parseJson } from '@patchbay/exact-json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connected } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { saveActions } from '../../modules/catalog/sync/save-actions.ts';
import type { CatalogAction } from '@patchbay/provider';

let app: TestApp;
let headers: Record<string, string>;
let connectionId: string;

beforeAll(async () => {
  app = await startTestApp();
  const ada = await app.person();
  ({ id: connectionId } = await connected(app, ada));
  const scopes = ['actions:execute', 'connections:read'] as const;
  const { token } = await ada.trpc.serviceKeys.create.mutate({ name: 'Numbers', scopes: [...scopes] });
  headers = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': ada.workspaceId };
}, 120_000);

afterAll(() => app[Symbol.asyncDispose]());

/** How the same input is sent: its address, and what stands around it. */
const WAYS = [
  ['/api/actions/execute', '', ''],
  ['/trpc/actions.execute', '', ''],
  ['/trpc/actions.execute?batch=1', '{"0":', '}'],
] as const;

interface Answer {
  status: number;
  text: string;
}

async function send(
  [path, before, after]: readonly [string, string, string],
  input: string,
  as = headers,
): Promise<Answer> {
  const init = { method: 'POST', body: before + input + after, headers: { ...as, 'content-type': 'application/json' } };
  const answer = await fetch(app.url + path, init);
  return { status: answer.status, text: await answer.text() };
}

const inputOf = (document: string) =>
  `{"connectionId":"${connectionId}","action":"SLACK_SEND_MESSAGE","arguments":{"channel":"#general","text":"Hello",${document}}}`;

describe.each(WAYS)('a body for %s', (...way) => {
  it('keeps the text of every number, in the answer too', async () => {
    const document = '"document":[12345678901234567890,0.1000000000000000055,1e400,-0,1.0]';
    const { status, text } = await send(way, inputOf(document));
    expect([status, text]).toEqual([200, expect.stringContaining(document)]);
  });

  it.each([
    ['a field twice', '"document":{"a":1,"\\u0061":2}', 'the same field twice'],
    ['501 levels', `"document":${'['.repeat(501)}${']'.repeat(501)}`, 'nested deeper than 500 levels'],
    ['50,000 levels', `"document":${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'nested deeper than 500 levels'],
  ])('with %s is refused with a code, and says why', async (_name, document, why) => {
    const { status, text } = await send(way, inputOf(document));
    expect(status).toBe(400);
    expect(text).toContain('"INPUT_INVALID"');
    expect(text).toContain(why);
  });

  it('that is no JSON is refused with the same code', async () => {
    expect(await send(way, '{12345678901234567890:1}')).toEqual({
      status: 400,
      text: expect.stringContaining('"INPUT_INVALID"') as string,
    });
  });

  it('is not looked at before the caller is known', async () => {
    const { status, text } = await send(way, '{"a":1,"a":2}', {});
    expect([status, text]).toEqual([401, expect.stringContaining('"UNAUTHENTICATED"')]);
  });

  it('may have the 3 MiB of a run as they were sent, however much is kept beside its numbers', async () => {
    const numbers = `"document":[${Array.from({ length: 25_000 }, () => '1.0').join(',')}]`;
    const accepted = await send(way, inputOf(numbers));
    expect(accepted.status).toBe(200);
    const padded = inputOf('"a":1').padEnd(3 * 1024 * 1024 + 1);
    expect((await send(way, padded)).status).toBe(413);
  });
});

it('a batch takes each call’s own input, with its numbers', async () => {
  const paths = '/trpc/actions.execute,actions.execute?batch=1';
  const batch = `{"0":${inputOf('"n":1.0')},"1":${inputOf('"n":2.50')}}`;
  const { text } = await send([paths, '', ''], batch);
  expect([...text.matchAll(/"n":[\d.]+/g)].map(String)).toEqual(expect.arrayContaining(['"n":1.0', '"n":2.50']));
});

it('a catalog’s choices and limits of many digits are checked by all of them', async () => {
  const inputSchema = parseJson(
    '{"type":"object","properties":{"id":{"enum":[12345678901234567890]},"most":{"maximum":9007199254740993}}}',
  ) as CatalogAction['inputSchema'];
  const names = {
    slug: 'SLACK_SEND_MESSAGE',
    appSlug: 'slack',
    name: 'Send',
    description: '',
    tags: [],
    version: null,
    requiredScopes: [],
  };
  await saveActions(app.deps.orm.em.fork(), [{ ...names, inputSchema, outputSchema: {} }], app.clock.now());
  const [way] = WAYS;
  const allowed = await send(way, inputOf('"id":12345678901234567890,"most":9007199254740993'));
  expect(allowed.status).toBe(200);
  for (const [field, number] of [
    ['id', '12345678901234567891'],
    ['most', '9007199254740994'],
  ]) {
    const { text } = await send(way, inputOf(`"${field}":${number}`));
    expect(JSON.parse(text)).toMatchObject({
      error: { errorCode: 'ARGUMENTS_INVALID', fields: { [field ?? '']: expect.any(String) } },
    });
  }
});

describe('an event stream', () => {
  it.each([
    ['/api/connections/watch', /^: connected\n/],
    ['/trpc/connections.watch', /^event: connected\n/],
  ])('of %s begins with what its readers take for no item', async (path, first) => {
    const stop = new AbortController();
    const answer = await fetch(app.url + path, { headers, signal: stop.signal });
    const { value } = (await answer.body?.getReader().read()) ?? {};
    stop.abort();
    expect(Buffer.from(value ?? []).toString()).toMatch(first);
  });
});
