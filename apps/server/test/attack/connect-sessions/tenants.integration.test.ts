import { CONNECT_PROCEDURES, type ConnectCalls, INSTALLATION_SCOPES, SCOPES } from '@patchbay/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectRouter } from '../../../src/modules/connect-sessions/connect-api/connect.router.ts';
import { aHost, codeFor, type Created, createFor, EndUserBrowser, type Host } from '../../support/connect-session.ts';
import { call, proceduresOf, SAMPLES, type Things } from '../../support/sample-inputs.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { newInstallationKey } from '../../support/test-installation.ts';
import { KeyBrowser } from '../../support/test-service.ts';

/**
 * C7, made from the routers themselves: every connect procedure with what belongs to another end user, session or workspace, with
 * every kind of credential; and the credentials of a connect session at every other procedure. All as for an unknown id.
 */
let app: TestApp;
let host: Host;
/** An end user's own session, at top level and headless. */
let own: Created;
let paged: EndUserBrowser;
let bearer: Record<string, string>;
/** What others have, by its owner. */
const theirs: Record<string, Named> = {};

/** What inputs of connect procedures name. */
interface Named {
  connectionId: string;
  flowId: string;
  session: Created;
}

beforeAll(async () => {
  app = await startTestApp();
  host = await aHost(app);
  const other = await aHost(app, 'https://other.example');
  own = await createFor(host, 'own');
  paged = new EndUserBrowser(app);
  await paged.open(own);
  const headless = await createFor(host, 'own');
  const { id, token } = headless;
  const { access } = await paged.connect('open', { id, token, as: 'headless' }, { origin: host.origin });
  bearer = { authorization: `Bearer ${access?.token}` };
  theirs['another end user'] = await namedBy(host, 'other');
  theirs['another workspace'] = await namedBy(other, 'other');
  theirs['another workspace, of the same name'] = await namedBy(other, 'own');
});
afterAll(() => app[Symbol.asyncDispose]());

async function namedBy(from: Host, endUserId: string): Promise<Named> {
  const session = await createFor(from, endUserId);
  const { connectionId, flowId } = await codeFor(app, session);
  return { connectionId, flowId, session };
}

type Name = keyof ConnectCalls;

/** A valid input for each; the type makes it complete. */
const INPUTS: { [Each in Name]: (named: Named) => ConnectCalls[Each]['input'] } = {
  open: ({ session: { id } }) => ({ id, token: 'A'.repeat(43), as: 'page' }),
  session: () => undefined,
  renew: () => undefined,
  apps: () => ({}),
  connections: () => undefined,
  start: ({ connectionId }) => ({ connectionId }),
  flow: ({ flowId }) => ({ flowId }),
  refresh: ({ connectionId }) => ({ connectionId }),
  cancel: ({ connectionId }) => ({ connectionId }),
  redeem: () => ({ ticket: 'A'.repeat(43) }),
  authorize: ({ flowId }) => ({ flowId, handOver: 'message' }),
  enter: ({ flowId }) => ({ flowId, scheme: 'API_KEY', credentials: { api_key: 'x' } }),
  disconnect: ({ flowId }) => ({ flowId }),
};

const NAMES = Object.keys(INPUTS) as Name[];
/** Those that take nothing which could be another's. */
const OF_ITSELF: Name[] = ['session', 'renew', 'apps', 'connections'];

const atRandom = (): Named => ({
  connectionId: crypto.randomUUID(),
  flowId: crypto.randomUUID(),
  session: { ...own, id: 'A'.repeat(22) },
});

/** The whole answer, without what is different each time. */
async function answer(
  browser: EndUserBrowser,
  name: Name,
  { named = atRandom(), headers = {} }: Asked,
): Promise<string> {
  const response = await browser.fetch(`/connect/trpc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(INPUTS[name](named) ?? {}),
  });
  return comparable({ status: response.status, text: await response.text() });
}

const comparable = ({ status, text }: { status: number; text: string }) =>
  `${status} ${text.replace(/"reference":"[^"]*"/g, '')}`;

interface Asked {
  named?: Named;
  headers?: Record<string, string>;
}

it('the sweep has every procedure that end users have, and each has its policy', () => {
  const { procedures } = connectRouter(app.deps)._def;
  expect(Object.keys(procedures).toSorted()).toEqual(NAMES.toSorted());
  expect(Object.keys(CONNECT_PROCEDURES).toSorted()).toEqual(NAMES.toSorted());
  for (const procedure of Object.values(procedures)) {
    expect((procedure as { _def: { meta?: object } })._def.meta).toMatchObject({ policy: 'connect-session' });
  }
});

describe.each(['another end user', 'another workspace', 'another workspace, of the same name'])(
  'what belongs to %s',
  (whose) => {
    it.each(['a cookie', 'an access token'])('is as unknown as a random id, with %s', async (kind) => {
      const differences: unknown[] = [];
      for (const name of NAMES.filter((each) => !OF_ITSELF.includes(each))) {
        const isInSession = CONNECT_PROCEDURES[name] === 'session';
        const credential = kind === 'a cookie' ? { 'x-patchbay-connect': own.id } : bearer;
        const headers = isInSession ? credential : {};
        const real = await answer(paged, name, { named: theirs[whose] as Named, headers });
        const random = await answer(paged, name, { headers });
        if (real !== random || !real.startsWith('4')) differences.push({ name, real, random });
      }
      expect(differences).toEqual([]);
    });

    it('a session of theirs is as unknown as a random one, to a browser with another one’s cookie', async () => {
      const differences: unknown[] = [];
      const { session } = theirs[whose] as Named;
      for (const name of NAMES.filter((each) => CONNECT_PROCEDURES[each] === 'session')) {
        const real = await answer(paged, name, { headers: { 'x-patchbay-connect': session.id } });
        const random = await answer(paged, name, { headers: { 'x-patchbay-connect': 'B'.repeat(22) } });
        if (real !== random || !real.startsWith('4')) differences.push({ name, real, random });
      }
      expect(differences).toEqual([]);
    });
  },
);

describe('keys and the web app’s cookie', () => {
  it('open no connect procedure: each answers as without a credential', async () => {
    const { token: service } = await host.admin.trpc.serviceKeys.create.mutate({ name: 'All', scopes: [...SCOPES] });
    const { token: installation } = await newInstallationKey(host.admin, { scopes: [...INSTALLATION_SCOPES] });
    const member = new EndUserBrowser(app);
    for (const [name, value] of host.admin.cookies) member.cookies.set(name, value);
    const visitor = new EndUserBrowser(app);
    const differences: unknown[] = [];
    for (const name of NAMES) {
      const none = await answer(visitor, name, {});
      const asked = {
        member: await answer(member, name, { headers: { 'x-patchbay-workspace': host.workspaceId } }),
        service: await answer(visitor, name, { headers: { authorization: `Bearer ${service}` } }),
        installation: await answer(visitor, name, { headers: { authorization: `Bearer ${installation}` } }),
      };
      for (const [who, got] of Object.entries(asked)) {
        const isRefused = got === none || got.includes('"errorCode":"CREDENTIALS_AMBIGUOUS"');
        if (!isRefused || !got.startsWith('4')) differences.push({ name, who, got, none });
      }
    }
    expect(differences).toEqual([]);
  });
});

describe('the credentials of a connect session', () => {
  it('open no other procedure: a cookie is none there, and an access token is no key', async () => {
    const named = Object.fromEntries(
      ['connection', 'endpoint', 'member', 'workspace', 'event', 'delivery', 'subscription', 'serviceKey'].map(
        (each) => [each, crypto.randomUUID()],
      ),
    ) as unknown as Things;
    Object.assign(named, { connection: theirs['another end user']?.connectionId, connectSession: own.id });
    const withToken = (token: string) => new KeyBrowser(host.admin, token);
    const withCookies = (cookies: Iterable<[string, string]>) => {
      const visitor = Object.assign(new EndUserBrowser(app), { workspaceId: host.workspaceId });
      for (const [name, value] of cookies) visitor.cookies.set(name, value);
      return visitor;
    };
    const [given, madeUp] = [bearer['authorization'] ?? '', `Bearer pbc_${'A'.repeat(22)}.${'A'.repeat(43)}`];
    const pairs = {
      token: [withToken(given.slice('Bearer '.length)), withToken(madeUp.slice('Bearer '.length))],
      cookie: [withCookies(paged.cookies), withCookies([])],
    } as const;
    const wrong: unknown[] = [];
    for (const { path, type, policy } of proceduresOf(app)) {
      if (policy === 'anyone') continue;
      const input = SAMPLES[path].input?.(named);
      for (const [who, [real, none]] of Object.entries(pairs)) {
        const got = comparable(await call(real, { path, type, input }));
        const nothing = comparable(await call(none, { path, type, input }));
        if (got !== nothing || !got.startsWith('4')) wrong.push({ path, who, got, nothing });
      }
    }
    expect(wrong).toEqual([]);
  });
});

it('after all of that nothing of the others has changed', async () => {
  const { connectionId } = theirs['another end user'] as Named;
  expect(await host.admin.trpc.connections.get.query({ id: connectionId })).toMatchObject({ status: 'pending' });
  const { items } = await host.admin.trpc.connections.history.query({ id: connectionId });
  expect(items.map(({ event }) => event)).toEqual(['returned', 'connect', 'add']);
});
