import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approve, connected, linkToken } from '../../../test/support/connect.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  app.sandbox.control.faults.clear();
  ada = await app.person('Ada Lovelace');
});

afterAll(() => app[Symbol.asyncDispose]());

const get = (id: string) => ada.trpc.connections.get.query({ id });

async function added(slug: string): Promise<string> {
  const { connection } = await ada.trpc.connections.add.mutate({ app: slug });
  return connection.id;
}

const accountOf = async (id: string) => app.sandbox.control.account((await get(id)).account?.id ?? '');

const eventsOf = async (id: string) =>
  (await ada.trpc.connections.history.query({ id })).items
    .toReversed()
    .map(({ event, from, to }) => `${event}: ${from} → ${to}`);

describe('ways to authorize an app', () => {
  it('are told with what each needs, the most convenient first', async () => {
    const { schemes } = await ada.trpc.apps.schemes.query({ app: 'notion' });
    expect(schemes).toEqual([
      expect.objectContaining({ scheme: 'OAUTH2', kind: 'consent', isReady: true, fields: [] }),
      expect.objectContaining({ scheme: 'API_KEY', kind: 'credentials', isReady: true }),
    ]);
    expect(schemes[1]?.fields).toEqual([
      {
        name: 'generic_api_key',
        label: 'API key',
        description: 'API key.',
        required: true,
        isSecret: true,
        default: null,
      },
    ]);
  });

  it('ask the provider once for all workspaces, and never where a page loads', async () => {
    app.sandbox.control.clearRequests();
    expect((await ada.trpc.apps.get.query({ slug: 'openai' })).schemes).toMatchObject([
      { scheme: 'API_KEY', fields: null },
    ]);
    expect(app.sandbox.control.requests()).toEqual([]);
    await ada.trpc.apps.schemes.query({ app: 'openai' });
    const bob = await app.person('Bob');
    const { schemes } = await bob.trpc.apps.schemes.query({ app: 'openai' });
    expect(schemes[0]?.fields?.map(({ name, required, default: given }) => [name, required, given])).toEqual([
      ['generic_api_key', true, null],
      ['base_url', false, 'https://api.openai.com/v1'],
    ]);
    expect(app.sandbox.control.requests()).toHaveLength(1);
    expect((await ada.trpc.apps.get.query({ slug: 'openai' })).schemes[0]?.fields).toHaveLength(2);
  });

  it.each([
    ['the provider’s own client', 'notion', 'OAUTH2'],
    ['a client that registers itself', 'linear_mcp', 'DCR_OAUTH'],
    ['a key on the hosted page', 'notion', 'API_KEY'],
    ['a password on the hosted page', 'zendesk', 'BASIC'],
    ['a service account on the hosted page', 'google_admin', 'GOOGLE_SERVICE_ACCOUNT'],
  ])('connect by %s', async (_what, slug, scheme) => {
    const id = await added(slug);
    const { redirectUrl } = await ada.trpc.connections.connect.mutate({ id, scheme });
    expect(await approve(app, ada, redirectUrl ?? '')).toContain('/return/connected');
    expect((await accountOf(id))?.authScheme).toBe(scheme);
    expect((await ada.trpc.connections.access.query({ id })).scheme).toBe(scheme);
  });

  it('are refused where the app has no such way, and where the name is none', async () => {
    const id = await added('slack');
    expect(await codeOf(ada.trpc.connections.connect.mutate({ id, scheme: 'BASIC' }))).toBe('INPUT_INVALID');
    expect(await codeOf(ada.trpc.connections.connect.mutate({ id, scheme: '__proto__' }))).toBe('INPUT_INVALID');
    expect((await get(id)).status).toBe('added');
  });

  it('are the same again for a reconnect that names none: an auth config for keys was taken for all of the app', async () => {
    const id = await added('notion');
    const byKey = { scheme: 'API_KEY', credentials: { generic_api_key: 'key-1' } };
    await ada.trpc.connections.connect.mutate({ id, ...byKey });
    const other = (await ada.trpc.connections.add.mutate({ app: 'notion', label: 'second' })).connection.id;
    const { redirectUrl } = await ada.trpc.connections.connect.mutate({ id: other });
    await approve(app, ada, redirectUrl ?? '');
    expect([(await accountOf(id))?.authScheme, (await accountOf(other))?.authScheme]).toEqual(['API_KEY', 'OAUTH2']);
    const again = await ada.trpc.connections.connect.mutate({ id });
    const account = app.sandbox.control
      .accounts()
      .find(({ linkToken: token }) => token === linkToken(again.redirectUrl));
    expect(account?.authScheme).toBe('API_KEY');
  });
});

describe('credentials that are entered in our form', () => {
  const FORMS = [
    ['API_KEY', 'openai', { generic_api_key: 'key-1' }],
    ['BASIC', 'zendesk', { subdomain: 'acme', username: 'ada@example.com', password: 'a password' }],
    ['GOOGLE_SERVICE_ACCOUNT', 'google_admin', { credentials_json: '{"private_key":"…\\n"}' }],
    ['SERVICE_ACCOUNT', 'github_app', { application_id: '1', installation_id: '2', private_key: '-----\nkey\n-----' }],
    ['BILLCOM_AUTH', 'billcom', { username: 'ada', password: 'p', organizationId: 'o', devKey: 'd' }],
    ['S2S_OAUTH2', 'paypal_payouts', { client_id: 'c', client_secret: 's' }],
  ] as const;

  it.each(FORMS)('connect by %s at once, without a page elsewhere', async (scheme, slug, credentials) => {
    const id = await added(slug);
    const answer = await ada.trpc.connections.connect.mutate({ id, scheme, credentials });
    expect(answer).toMatchObject({ redirectUrl: null, attempt: null, connection: { status: 'active', attempt: null } });
    expect(answer.connection.connectedBy).toEqual({ id: ada.user.id, name: 'Ada Lovelace' });
    expect(await accountOf(id)).toMatchObject({ authScheme: scheme, status: 'ACTIVE', userId: ada.workspaceId });
    expect(await eventsOf(id)).toEqual([
      'add: none → added',
      'connect: added → pending',
      'authorized: pending → active',
    ]);
  });

  it('end with a reason and what to do when the app refuses them, and leave no account behind', async () => {
    const id = await added('openai');
    const entered = ada.trpc.connections.connect.mutate({
      id,
      scheme: 'API_KEY',
      credentials: { generic_api_key: 'invalid' },
    });
    expect(await codeOf(entered)).toBe('CREDENTIALS_REFUSED');
    expect(await get(id)).toMatchObject({
      status: 'added',
      attempt: null,
      reason: { code: 'credentials_refused', detail: null },
    });
    app.clock.advance(90_001);
    await app.runJobs({ early: true });
    expect(app.sandbox.control.accounts().filter(({ userId }) => userId === ada.workspaceId)).toEqual([]);
  });

  it.each([
    ['a field is missing', { username: 'ada', password: 'p' }],
    ['one is empty', { subdomain: ' ', username: 'ada', password: 'p' }],
    ['there is one too many', { subdomain: 'a', username: 'ada', password: 'p', status: 'ACTIVE' }],
  ])('are refused before anything is written when %s', async (_what, credentials) => {
    const id = await added('zendesk');
    expect(await codeOf(ada.trpc.connections.connect.mutate({ id, scheme: 'BASIC', credentials }))).toBe(
      'INPUT_INVALID',
    );
    expect(await eventsOf(id)).toEqual(['add: none → added']);
  });

  it('are refused for a way that is approved on a page of the app', async () => {
    const id = await added('notion');
    const call = ada.trpc.connections.connect.mutate({ id, scheme: 'OAUTH2', credentials: { access_token: 'stolen' } });
    expect(await codeOf(call)).toBe('INPUT_INVALID');
  });

  it('swap the account on a reconnect: the old one is deleted and not revoked, a refused one changes nothing', async () => {
    const id = await added('openai');
    const enter = (key: string) =>
      ada.trpc.connections.connect.mutate({ id, scheme: 'API_KEY', credentials: { generic_api_key: key } });
    await enter('key-1');
    const first = await accountOf(id);
    expect(await codeOf(enter('invalid'))).toBe('CREDENTIALS_REFUSED');
    expect(await get(id)).toMatchObject({ status: 'active', account: { id: first?.id }, attempt: null });
    await enter('key-2');
    await app.runJobs();
    const second = await accountOf(id);
    expect(second?.id).not.toBe(first?.id);
    expect(app.sandbox.control.account(first?.id ?? '')).toMatchObject({
      status: 'ACTIVE',
      deletedAt: expect.any(Number),
    });
    expect(app.sandbox.control.requests().filter(({ path }) => path.endsWith('/revoke'))).toEqual([]);
  });

  it('take over from a flow that is open, whose account goes', async () => {
    const id = await added('notion');
    const { redirectUrl } = await ada.trpc.connections.connect.mutate({ id, scheme: 'OAUTH2' });
    const left = app.sandbox.control.accounts().find(({ linkToken: token }) => token === linkToken(redirectUrl));
    await ada.trpc.connections.connect.mutate({ id, scheme: 'API_KEY', credentials: { generic_api_key: 'k' } });
    await app.runJobs();
    expect((await get(id)).status).toBe('active');
    expect(app.sandbox.control.account(left?.id ?? '')?.deletedAt).toBeTruthy();
    expect(await approveLate(redirectUrl)).toBe('the link cannot be answered: unknown');
  });

  const approveLate = (redirectUrl: string | null) =>
    Promise.resolve()
      .then(() => approve(app, ada, redirectUrl ?? ''))
      .catch((error: unknown) => (error as Error).message);

  it('leave no account behind when the provider’s answer was lost', async () => {
    const id = await added('openai');
    app.sandbox.control.faults.set([
      { match: { method: 'POST', path: '/connected_accounts' }, cut: true, afterWork: true },
    ]);
    const entered = ada.trpc.connections.connect.mutate({
      id,
      scheme: 'API_KEY',
      credentials: { generic_api_key: 'k' },
    });
    expect(await codeOf(entered)).toBe('PROVIDER_UNAVAILABLE');
    app.sandbox.control.faults.clear();
    expect(await get(id)).toMatchObject({ status: 'added', reason: { code: 'provider_unavailable' } });
    expect(app.sandbox.control.accounts().filter(({ userId }) => userId === ada.workspaceId)).toHaveLength(1);
    app.clock.advance(90_001);
    await app.runJobs({ early: true });
    expect(app.sandbox.control.accounts().filter(({ userId }) => userId === ada.workspaceId)).toEqual([]);
  });

  it('are an admin’s to enter, and the person’s who is signed in here', async () => {
    const owner = ada;
    const id = await added('openai');
    const mia = await (await app.person('Mia')).join(owner, 'member');
    const call = mia.trpc.connections.connect.mutate({ id, scheme: 'API_KEY', credentials: { generic_api_key: 'k' } });
    expect(await codeOf(call)).toBe('FORBIDDEN');
    expect((await get(id)).status).toBe('added');
  });
});

describe('permissions', () => {
  async function enableAll(id: string) {
    await ada.trpc.connections.enableActions.mutate({ id, actions: 'all' });
  }

  it('are kept as asked for and as given, and what enabled actions lack is told', async () => {
    app.sandbox.control.switches.withheldScopes = ['slack:write'];
    const { id } = await connected(app, ada);
    app.sandbox.control.switches.withheldScopes = [];
    await enableAll(id);
    const access = await ada.trpc.connections.access.query({ id });
    expect(access).toMatchObject({ requested: ['slack:read', 'slack:write'], granted: ['slack:read'] });
    expect(access.lacking.map(({ scopes }) => scopes)).toEqual(
      expect.arrayContaining([['slack:write'], ['slack:delete']]),
    );
    expect(access.lacking[0]?.actions.length).toBeGreaterThan(0);
  });

  it('that are lacking are asked for by a reconnect, and by the one after it', async () => {
    const { id } = await connected(app, ada);
    await enableAll(id);
    const { ask } = await ada.trpc.connections.access.query({ id });
    expect(ask).toEqual(['slack:delete']);
    const { redirectUrl } = await ada.trpc.connections.connect.mutate({ id, scopes: ask });
    await approve(app, ada, redirectUrl ?? '');
    const all = ['slack:read', 'slack:write', 'slack:delete'];
    expect(await ada.trpc.connections.access.query({ id })).toMatchObject({
      requested: all,
      granted: all,
      lacking: [],
      ask: [],
    });
    await approve(app, ada, (await ada.trpc.connections.connect.mutate({ id })).redirectUrl ?? '');
    expect((await ada.trpc.connections.access.query({ id })).granted).toEqual(all);
  });

  it('of other connections of the app stay as they are', async () => {
    const { id } = await connected(app, ada);
    const { redirectUrl } = await ada.trpc.connections.connect.mutate({ id, scopes: ['slack:delete'] });
    await approve(app, ada, redirectUrl ?? '');
    const bob = await app.person('Bob');
    const other = await connected(app, bob);
    expect((await bob.trpc.connections.access.query({ id: other.id })).requested).toEqual([
      'slack:read',
      'slack:write',
    ]);
  });

  it('that the app does not have are refused, and so are any for a key', async () => {
    const { id } = await connected(app, ada);
    expect(await codeOf(ada.trpc.connections.connect.mutate({ id, scopes: ['github:write'] }))).toBe('INPUT_INVALID');
    const key = await added('openai');
    expect(await codeOf(ada.trpc.connections.connect.mutate({ id: key, scopes: ['openai:read'] }))).toBe(
      'INPUT_INVALID',
    );
  });
});

it('an entered secret is in no table, no log line and no answer, also when the app refuses it and quotes it', async () => {
  const secret = `sk-planted-${crypto.randomUUID()}`;
  const answers: string[] = [];
  const id = await added('openai');
  const send = async (body: object) => {
    const answer = await ada.fetch('/trpc/connections.connect', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-patchbay-workspace': ada.workspaceId },
      body: JSON.stringify(body),
    });
    answers.push(await answer.text());
    return answer.status;
  };
  const enter = (key: string, more: object = {}) =>
    send({ id, scheme: 'API_KEY', credentials: { generic_api_key: key, ...more } });

  expect(await enter(`invalid ${secret}`)).toBe(400);
  expect(await enter(secret, { unknown: secret })).toBe(400);
  expect(await enter(secret, { [secret]: 'x' })).toBe(400);
  expect(await send({ id, scheme: secret, credentials: { generic_api_key: secret } })).toBe(400);
  expect(await send({ id, scheme: 'API_KEY', credentials: secret })).toBe(400);
  app.sandbox.control.faults.set([{ match: { method: 'POST', path: '/connected_accounts' }, status: 500 }]);
  expect(await enter(secret)).toBeGreaterThanOrEqual(500);
  app.sandbox.control.faults.clear();
  expect(await enter(secret)).toBe(200);
  answers.push(JSON.stringify(await ada.trpc.connections.history.query({ id })));
  answers.push(JSON.stringify(await ada.trpc.connections.access.query({ id })));
  await app.runJobs({ early: true });

  const found = await tablesWith(secret);
  expect(found).toEqual([]);
  expect(app.logged.filter((line) => line.includes(secret))).toEqual([]);
  expect(answers.filter((text) => text.includes(secret))).toEqual([]);
});

/** Every table, read as text: also those of jobs and sessions. */
async function tablesWith(secret: string): Promise<string[]> {
  const em = app.deps.orm.em.fork();
  const tables = await executeSql<{ name: string }>(
    em,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await executeSql(em, `select 1 from ${name} t where t::text like '%' || $1 || '%' limit 1`, [secret]);
    if (rows.length > 0) found.push(name);
  }
  expect(tables.length).toBeGreaterThan(30);
  return found;
}
