import { OUTGOING_EVENT_TYPES } from '@patchbay/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  aHost,
  codeFor,
  createFor,
  EndUserBrowser,
  type Host,
  leftUpstream,
} from '../../../../test/support/connect-session.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { type Receiver, startReceiver } from '../../../../test/support/receiver.ts';
import { linkToken } from '../../../../test/support/connect.ts';
import { ownClient } from '../../../../test/support/grants.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf } from '../../../../test/support/test-browser.ts';
import { newService } from '../../../../test/support/test-service.ts';
import { listenToCommits } from '../../../../test/support/triggers.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../../../../test/support/webhook.ts';

/** Nothing that names a forgotten person is left in any table. */
let app: TestApp;
let host: Host;
let receiver: Receiver;

beforeAll(async () => {
  app = await startTestApp({
    env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET, ALLOW_PRIVATE_ENDPOINTS: true, PATCHBAY_LOG_ARGUMENTS: 'on' },
  });
  host = await aHost(app);
  receiver = await startReceiver();
  await host.admin.trpc.endpoints.create.mutate({
    url: receiver.url,
    types: OUTGOING_EVENT_TYPES.filter((type) => type !== 'test'),
  });
});
afterAll(async () => {
  await receiver[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

/** Every table of every schema that is not PostgreSQL's own, as text, by its name. */
async function dump(): Promise<Map<string, string>> {
  const em = app.deps.orm.em.fork();
  const tables = await executeSql<{ name: string }>(
    em,
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const all = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await executeSql<{ row: string }>(em, `select t::text as row from ${name} t`);
    // Bytes are hexadecimal in the text of a row.
    const bytes = rows
      .flatMap(({ row }) => row.match(/\\x([0-9a-f]+)/g) ?? [])
      .map((hex) => Buffer.from(hex.slice(2), 'hex'));
    all.set(name, [...rows.map(({ row }) => row), ...bytes.map(String)].join('\n'));
  }
  return all;
}

const tablesWith = async (text: string) =>
  [...(await dump())].filter(([, rows]) => rows.toLowerCase().includes(text.toLowerCase())).map(([name]) => name);

interface Person {
  id: string;
  name: string;
  email: string;
  connectionId: string;
  accountId: string;
}

/** An end user with a connection, its trigger, a message, a run, an open attempt of another app and a session that was not used. */
async function person(word: string): Promise<Person> {
  const [id, name, email, tag] = [`id-${word}`, `Name ${word}`, `${word}@example.org`, `tag-${word}`];
  const more = {
    endUser: { id, name, email },
    tags: { tag },
    label: `Label ${word}`,
    returnUrl: `${host.returnUrl}?of=${word}`,
  };
  const session = await createFor(host, id, more);
  const browser = new EndUserBrowser(app);
  const { redirectUrl, connectionId } = await browser.toProvider(session, 'github');
  const back = app.sandbox.control.approve(linkToken(redirectUrl), { name, email }) ?? '';
  const code = (await browser.returnFrom(back)).data?.handOver?.code ?? '';
  await host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: id });
  const { account } = await host.admin.trpc.connections.get.query({ id: connectionId });
  await listenToCommits(host.admin, connectionId, word);
  await post(app, { body: triggerMessage({ accountId: account?.id ?? '', data: { author: name, email } }) });
  await app.runJobs();
  const { actions, connections } = host.admin.trpc;
  await connections.enableActions.mutate({ id: connectionId, actions: 'all' });
  await actions.execute.mutate({
    connectionId,
    action: 'GITHUB_GET_A_REPOSITORY',
    arguments: { owner: name, repo: email },
    idempotencyKey: `key-${word}`,
  });
  await codeFor(app, await createFor(host, id, more), 'slack');
  const refused = await createFor(host, id, more);
  const { code: other } = await codeFor(app, refused, 'gmail');
  await codeOf(host.service.connectSessions.complete.mutate({ id: refused.id, code: other, signedInEndUserId: 'x' }));
  await createFor(host, id, more);
  await app.runJobs();
  return { id, name, email, connectionId, accountId: account?.id ?? '' };
}

const forget = (endUserId: string) => host.service.endUsers.forget.mutate({ endUserId });

it('the test itself finds the person in many tables before', async () => {
  const ada = await person('Zephyrine');
  const tables = await tablesWith('zephyrine');
  for (const name of [
    'connect_sessions',
    'entity_connections',
    'connection_events',
    'connection_attempts',
    'action_executions',
  ])
    expect(tables).toContain(`public.${name}`);
  expect(tables.some((name) => name.includes('events_'))).toBe(true);
  expect(tables.some((name) => name.includes('webhook_inbox'))).toBe(true);
  await forget(ada.id);
});

it('name, address, id, label and tags are in no table afterwards, and the answer says what was erased', async () => {
  const gone = await person('Quillon');
  const stays = await person('Marguerite');
  const forgotten = await forget(gone.id);
  const grants = Object.fromEntries(forgotten.connections.map(({ app: slug, grant }) => [slug, grant]));
  expect(grants).toEqual({ github: 'deleted', gmail: 'none', slack: 'none' });
  const least = { sessions: 4, historyEntries: 5, attempts: 3, events: 5, messages: 1, executions: 1 };
  const fewer = Object.entries(least).filter(([what, count]) => forgotten[what as keyof typeof least] < count);
  expect(fewer).toEqual([]);
  const tables = await tablesWith('quillon');
  // The event that tells the customer whom to forget names their own id, until it is past the retention.
  expect(tables.filter((name) => !/\.events_/.test(name))).toEqual([]);
  const named = await executeSql<{ type: string; payload: unknown }>(
    app.deps.orm.em.fork(),
    `select type, payload from events where payload::text ilike '%quillon%' or about::text ilike '%quillon%'`,
  );
  expect(named).toMatchObject([{ type: 'end_user.forgotten', payload: { endUser: { id: gone.id } } }]);
  expect(JSON.stringify(named)).not.toContain('@example.org');
  // Of others nothing is lost.
  const { items } = await host.admin.trpc.events.list.query({ endUserId: stays.id, types: [...OUTGOING_EVENT_TYPES] });
  expect(items.length).toBeGreaterThan(3);
  expect(await tablesWith(stays.email)).not.toEqual([]);
});

it('what is delivered afterwards names no person either', async () => {
  const gone = await person('Barnaby');
  receiver.received.length = 0;
  await forget(gone.id);
  await leftUpstream(app);
  const bodies = receiver.received.map(({ body }) => body);
  expect(
    bodies.filter((body) => /barnaby/i.test(body)).map((body) => (JSON.parse(body) as { type: string }).type),
  ).toEqual(['end_user.forgotten']);
  expect(bodies.some((body) => body.includes('"connection.removed"'))).toBe(true);
});

it('what arrives a moment later is erased too', async () => {
  const gone = await person('Isolde');
  await forget(gone.id);
  const { accountId } = gone;
  await post(app, { body: triggerMessage({ accountId, data: { author: gone.name } }) });
  await app.runJobs();
  app.clock.advance(10 * 60_000 + 1);
  await app.runJobs({ early: true });
  expect(await tablesWith('name isolde')).toEqual([]);
});

it('repeating it erases nothing more, tells nothing more, and is the same for an unknown end user', async () => {
  const gone = await person('Peregrine');
  await forget(gone.id);
  const again = await forget(gone.id);
  const nothing = {
    connections: [],
    sessions: 0,
    historyEntries: 0,
    attempts: 0,
    events: 0,
    messages: 0,
    executions: 0,
  };
  expect(again).toEqual(nothing);
  expect(await forget('never-seen')).toEqual(nothing);
  const { items } = await host.admin.trpc.events.list.query({ types: ['end_user.forgotten'], endUserId: gone.id });
  expect(items).toHaveLength(1);
});

it('an end user of another workspace with the same id stays', async () => {
  const other = await aHost(app, 'https://other.example');
  const session = await createFor(other, 'shared-id');
  const { code } = await codeFor(app, session);
  await other.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: 'shared-id' });
  const mine = await createFor(host, 'shared-id');
  await codeFor(app, mine);
  await forget('shared-id');
  const { items } = await other.admin.trpc.connections.list.query({ endUserId: 'shared-id' });
  expect(items).toMatchObject([{ status: 'active' }]);
  expect((await other.admin.trpc.connections.history.query({ endUserId: 'shared-id' })).items.length).toBeGreaterThan(
    0,
  );
});

it('a repeated call with the key of a run that was erased is a call on a connection that is gone', async () => {
  const gone = await person('Evander');
  const service = await newService(host.admin, ['actions:execute']);
  await forget(gone.id);
  const again = service.actions.execute.mutate({
    connectionId: gone.connectionId,
    action: 'GITHUB_GET_A_REPOSITORY',
    arguments: { owner: gone.name, repo: gone.email },
    idempotencyKey: 'key-Evander',
  });
  expect(await codeOf(again)).toBe('CONNECTION_UNKNOWN');
});

it('says that a grant was revoked where the client is the project’s own and nothing else uses it', async () => {
  await ownClient(app, 'github', 'client-of-acme');
  const { connections } = await forget((await person('Lysander')).id);
  expect(connections.find(({ app: slug }) => slug === 'github')).toMatchObject({
    release: 'if_unused',
    grant: 'revoked',
  });
});

it('a grant is pending while the provider does not answer, and its job ends it later', async () => {
  const { id, connectionId } = await person('Cordelia');
  app.sandbox.control.faults.set([{ match: { path: '/connected_accounts*' }, status: 500 }]);
  const { connections } = await forget(id);
  app.sandbox.control.faults.clear();
  expect(connections.find(({ app: slug }) => slug === 'github')?.grant).toBe('pending');
  app.clock.advance(60 * 60_000);
  await leftUpstream(app);
  const { items } = await host.admin.trpc.connections.history.query({ id: connectionId });
  expect(items.filter(({ event }) => event.startsWith('released_'))).toHaveLength(1);
  expect(await tablesWith('cordelia@example.org')).toEqual([]);
});
