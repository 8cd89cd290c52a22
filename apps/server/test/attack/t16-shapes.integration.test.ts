import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startConnecting } from '../support/connect.ts';
import { CASES, LONG, SEED } from '../support/cases.ts';
import { inLanes, type RawAnswer, RawClient, type RawRequest } from '../support/raw-client.ts';
import { call, type Procedure, type ProcedurePath, proceduresOf, SAMPLES } from '../support/sample-inputs.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

/** T16: ids that are query operators, arrays, prototypes; texts that no column can hold. A 4xx with a code, and no rows. */
let app: TestApp;
let ada: TestBrowser;
let client: RawClient;
let id: string;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person();
  ({ id } = await startConnecting(ada));
  client = new RawClient(app.url);
});

afterAll(async () => {
  client[Symbol.dispose]();
  await app[Symbol.asyncDispose]();
});

const OPERATORS = [
  { $ne: null },
  { $gt: '' },
  { $in: [] },
  { $or: [{}] },
  { $like: '%' },
  { __raw: true },
  { __helper: true },
  { toString: 'x' },
  { constructor: { prototype: {} } },
  JSON.parse('{"__proto__":{"policy":"anyone"}}'),
];
const TEXTS = [
  '',
  '\0',
  'a\0b',
  '\uD800',
  '%',
  "' or 1=1 --",
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '0000-01-01T00:00:00Z',
  '9'.repeat(30),
  '9'.repeat(20) + '-' + '9'.repeat(19),
  'x'.repeat(10_000),
  '00000000-0000-0000-0000-000000000000',
  '\u202e',
];
const cursor = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');
const CURSORS = [
  cursor({ createdAt: '0000-01-01T00:00:00.000Z', id: '00000000-0000-4000-8000-000000000000' }),
  cursor({ createdAt: '9999-12-31T23:59:59.999Z', id: '00000000-0000-4000-8000-000000000000' }),
  cursor({ seq: '9999999999999999999' }),
  cursor({ position: 1e308, slug: '\0' }),
  cursor({ position: -1, slug: '__proto__' }),
  cursor({ name: '\0', slug: 'x' }),
  cursor([]),
  cursor({ $ne: null }),
];

const evil = fc.oneof(
  fc.constantFrom<unknown>(...OPERATORS),
  fc.constantFrom(...TEXTS),
  fc.constantFrom(...CURSORS),
  fc.constantFrom<unknown>(null, true, -1, 0, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1, [], [[]], {}),
  fc.string({ maxLength: 80, unit: 'binary' }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.array(fc.constantFrom<unknown>(...OPERATORS), { maxLength: 3 }),
);

const FIELDS = ['id', 'version', 'label', 'app', 'slug', 'search', 'cursor', 'limit', 'status', 'category', 'sort'];
const MORE = ['name', 'email', 'role', 'userId', 'lastEventId', '__proto__', 'workspaceId', 'json', '$where', '0'];

function inputFor(path: ProcedurePath): fc.Arbitrary<unknown> {
  const listening = { subscription: id, event: id, endpoint: id, delivery: id };
  const thing = {
    connection: id,
    removedConnection: id,
    member: id,
    invitation: id,
    workspace: id,
    serviceKey: id,
    session: id,
    connectSession: id,
    connectHost: id,
    ...listening,
  };
  const honest = SAMPLES[path].input?.(thing) ?? {};
  const twisted = fc
    .dictionary(fc.constantFrom(...Object.keys(honest), ...FIELDS, ...MORE), evil, { minKeys: 1, maxKeys: 3 })
    .map((fields) => ({ ...honest, ...fields }));
  return fc.oneof({ weight: 4, arbitrary: twisted }, { weight: 1, arbitrary: evil });
}

/** Every how manieth of the cases that the schemas take, and refuse, goes all the way through HTTP. */
const SENT = CASES === 10_000 ? { taken: 3, refused: 20 } : { taken: 1, refused: 1 };

/** Not those that would end the test itself: leaving, and the streams, which are asked separately. */
const STREAMS = ['connections.watch', 'events.watch'];
const SPARED = new Set(['workspaces.leave', 'workspaces.create', 'live.watch', ...STREAMS]);

async function send({ path, type }: { path: string; type: string }, text: string): Promise<RawAnswer> {
  const cookie = [...ada.cookies].map((pair) => pair.join('=')).join('; ');
  const headers = { cookie, origin: app.url, 'x-patchbay-workspace': ada.workspaceId };
  const request: RawRequest =
    type === 'mutation'
      ? {
          method: 'POST',
          path: `/trpc/${path}`,
          headers: { ...headers, 'content-type': 'application/json' },
          body: text,
        }
      : { path: `/trpc/${path}?input=${encodeURIComponent(text)}`, headers };
  return client.send(request);
}

/** Well answered: what was asked for, or a coded 4xx without a word of ours that tells how we are made. */
function isWell({ status, body }: RawAnswer): boolean {
  const tells = /node_modules|at \w+ \(|SELECT|entity_connections|MikroORM|kysely/i.test(body);
  if (status === 431 || status === 414) return true;
  return status < 500 && !tells && (status < 400 || /"errorCode":"[A-Z_]+"/.test(body));
}

function fits({ inputs }: Procedure, text: string): boolean {
  const parsed: unknown = text === '' ? undefined : JSON.parse(text);
  return inputs.every((schema) => schema.safeParse(parsed).success);
}

const wellFormed = (text: string) => encodeURIComponent(text.toWellFormed()) !== '' && text.length < 6_000;

it(
  `answers ${CASES} ill-shaped inputs with a code`,
  async () => {
    const procedures = proceduresOf(app).filter(({ path }) => !SPARED.has(path));
    const each = Math.ceil(CASES / procedures.length);
    const cases = procedures.flatMap((procedure) =>
      fc.sample(inputFor(procedure.path), { numRuns: each, seed: SEED }).map((input) => ({ procedure, input })),
    );
    const failures: unknown[] = [];
    let [refused, taken] = [0, 0];
    await inLanes(cases, 16, async ({ procedure, input }) => {
      const text = (JSON.stringify(input) ?? '').toWellFormed();
      // What the schemas refuse goes no further; some of those are sent all the same, to see that it is so.
      if (fits(procedure, text) ? (taken += 1) % SENT.taken !== 0 : (refused += 1) % SENT.refused !== 0) return;
      if (procedure.type === 'query' && !wellFormed(text)) return;
      const answer = await send(procedure, text);
      if (!isWell(answer)) failures.push({ ...procedure, text: text.slice(0, 300), ...answer, headers: null });
    });
    expect(failures.slice(0, 3)).toEqual([]);
  },
  LONG,
);

it.each([
  ['a batch of shapes', '/trpc/connections.get,connections.get?batch=1&input=%7B%220%22%3A%7B%22id%22%3A%5B%5D%7D%7D'],
  ['a batch without input', '/trpc/connections.get,connections.get?batch=1'],
  ['an input that is no JSON', '/trpc/connections.get?input=%7B'],
  ['an unknown procedure', '/trpc/connections.nothing'],
  ['a prototype as a procedure', '/trpc/__proto__'],
  ['a method of it', '/trpc/connections.constructor'],
  ['no procedure', '/trpc/'],
  ['a broken escape', '/trpc/%E0%A4%A'],
  ['a NUL', '/trpc/connections.get%00'],
])('%s is a coded 4xx', async (_, path) => {
  const cookie = [...ada.cookies].map((pair) => pair.join('=')).join('; ');
  const answer = await client.send({ path, headers: { cookie, 'x-patchbay-workspace': ada.workspaceId } });
  expect({ ...answer, headers: null }).toSatisfy(isWell);
  expect(answer.status).toBeGreaterThanOrEqual(400);
});

it.each(['9-99999999999999999999', '9-9999999999999999999', '99999999999999999999-9', { $ne: null }, '__proto__'])(
  'a stream does not go on from %j',
  async (lastEventId) => {
    for (const path of STREAMS) {
      const { text } = await call(ada, { path, type: 'subscription', input: { lastEventId } });
      expect(text).toContain('"errorCode":"INPUT_INVALID"');
    }
    for (const topic of ['connections', 'events']) {
      const topics = [{ topic, workspaceId: ada.workspaceId, after: lastEventId }];
      const input = { userId: ada.user.id, topics };
      const { text } = await call(ada, { path: 'live.watch', type: 'subscription', input });
      expect(text).toContain('"errorCode":"INPUT_INVALID"');
    }
  },
);

it.each(['/logos/%00', '/logos/..%2f..%2fpackage.json', '/logos/__proto__'])('%s is no logo', async (path) => {
  expect((await client.send({ path })).status).toBe(404);
});

it.each(['\0', '\uD800', "' or 1=1 --", '{"$ne":null}', '__proto__', 'x'.repeat(7_000)])(
  'a workspace header or a session cookie of any shape signs no person in: %j',
  async (text) => {
    const cookie = `patchbay.session_token=${encodeURIComponent(text.toWellFormed())}`;
    const answer = await client.send({ path: '/trpc/connections.list', headers: { cookie } });
    expect(answer.status).toBe(401);
  },
);

it.each([
  ['a NUL in a name', { name: 'a\0b', email: 'nul@example.com', password: 'correct horse' }],
  ['an operator for an address', { name: 'x', email: { $ne: null }, password: 'correct horse' }],
  ['an array', []],
  ['a prototype', { __proto__: { email: 'x@example.com' } }],
])('signing up with %s is a 4xx', async (_, body) => {
  const headers = { 'content-type': 'application/json', origin: app.url };
  const answer = await client.send({
    method: 'POST',
    path: '/auth/sign-up/email',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(JSON.stringify(body))) },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});
