import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { createAppRouter } from '../../src/app-router.ts';
import { executeSql } from '../support/execute-sql.ts';
import { listProcedures, type ProcedureInfo } from '../../src/platform/trpc/list-procedures.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ env: { ALLOW_PRIVATE_ENDPOINTS: true } });
  ada = await app.admin();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Arrays that are no pages: how many there may be, and why. By procedure (`*`: each of the router) and place. */
const BOUNDED: Record<string, string> = {
  'apps.* categories': 'a few per app: the provider’s words for it',
  'apps.* authSchemes': 'a few per app: ways to sign in that the provider knows',
  'apps.* connections': '100, by read-apps.ts',
  'apps.* tags': 'a few per action: the provider’s words for it',
  'apps.* schemes': 'a few per app: ways to connect that the provider knows',
  'apps.* fields': 'a few per way to connect: what its form asks for',
  'apps.* scopes': 'the permissions that one app asks for',
  'catalog.* schemes': 'a few per app: ways to connect that need setting up',
  'catalog.* fields': 'a few per way to connect: what its form asks for',
  'connectSessions.* apps': '100, by the input',
  'connectSessions.* attempts': '100 flows of a session, by start-flow.ts',
  'connectHosts.* returnUrls': '20, by the input',
  'endUsers.forget connections': 'all connections of one end user',
  'connections.access requested': '200, by the input, and what one app asks for',
  'connections.access granted': 'the permissions of one app',
  'connections.access scopes': 'the permissions of one app',
  'connections.access ask': '200: they travel in an address',
  'connections.access lacking': 'the enabled actions of one connection, by their permissions',
  'connections.access actions': 'the enabled actions of one connection',
  'connections.* enabledActions': 'the actions of one app: a few hundred; 2,000 at most are taken at once',
  'connections.* triggers': 'the triggers of one app, as the catalog has them',
  'connections.disconnectImpact connections': 'MAX_NAMED, by disconnect-impact.ts',
  'health.get findings': 'one for each part of the installation, and at most 50 endpoints and 50 connections',
  'home.activity days': '31, by the input',
  'home.activity apps': 'MAX_APPS and the others, by read-activity.ts',
  'connections.* reasons': 'one for each reason of its health there is',
  'connections.* subjects': 'the triggers of one connection that have a problem',
  'connectSessions.complete reasons': 'one for each reason of its health there is',
  'connectSessions.complete subjects': 'the triggers of one connection that have a problem',
  'connections.* methods': 'five, by the input',
  'connections.* rules': '50, by the input',
  'serviceKeys.* scopes': 'one for each scope there is',
  'serviceKeys.* workspaces': '100, by the input that makes a key',
  'endpoints.* apps': '100, by the input',
  'installationEndpoints.* apps': '100, by the input',
  'installationEndpoints.* triggers': '100, by the input',
  'installationEndpoints.* types': 'one for each type of event there is',
  'installationEndpoints.* attempts': 'ten tries, by the schedule',
  'endpoints.* triggers': '100, by the input',
  'endpoints.* types': 'one for each type of event there is',
  'deliveries.* attempts': 'ten tries, by the schedule',
  'workspaces.* keys': '100 live keys, by create-key.ts',
  'workspaces.* endpoints': '50, by change-endpoints.ts',
  'installation.admins items': 'a few: only the operator’s commands and links make one',
  'installationKeys.* scopes': 'one for each scope there is',
  'installationKeys.* addresses': '50, by the input',
  'provisioning.upsertWorkspaces workspaces': '1,000, by the input',
  'system.* checks': 'one for each check there is',
};

interface Definition {
  type: string;
  shape?: Record<string, z.ZodType>;
  innerType?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
  element?: z.ZodType;
  valueType?: z.ZodType;
  options?: z.ZodType[];
}
const definitionOf = (schema: z.ZodType) => schema.def as unknown as Definition;

/** The names of all arrays in a schema, but for those that stand beside a `nextCursor`. */
function looseArrays(schema: z.ZodType, name = '(output)', isPaged = false): string[] {
  const { type, shape, innerType, in: input, out, element, valueType, options } = definitionOf(schema);
  const hasCursor = shape?.['nextCursor'] !== undefined;
  const fields = Object.entries(shape ?? {}).flatMap(([field, inner]) =>
    looseArrays(inner, field, hasCursor && (field === 'items' || field === 'actions')),
  );
  const inner = [innerType, input, out, element, valueType, ...(options ?? [])].filter((each) => each !== undefined);
  return [
    ...(type === 'array' && !isPaged ? [name] : []),
    ...fields,
    ...inner.flatMap((each) => looseArrays(each, name)),
  ];
}

function fieldsOf(schema: z.ZodType | undefined): Record<string, z.ZodType> {
  if (!schema) return {};
  const { shape, innerType } = definitionOf(schema);
  return shape ?? fieldsOf(innerType);
}

const procedures = (): ProcedureInfo[] => listProcedures(createAppRouter(app.deps));
const isPage = ({ output }: ProcedureInfo) => 'nextCursor' in fieldsOf(output);

const keysFor = (path: string, name: string) => [`${path} ${name}`, `${path.split('.')[0]}.* ${name}`];

describe('an answer has no list without an end:', () => {
  it('each is under a page, or its bound is known', () => {
    const loose = procedures().flatMap(({ path, output }) =>
      (output ? looseArrays(output) : [])
        .filter((name) => !keysFor(path, name).some((key) => key in BOUNDED))
        .map((name) => `${path} ${name}`),
    );
    expect(loose).toEqual([]);
  });

  it('no bound is known of what is not there', () => {
    const used = procedures().flatMap(({ path, output }) =>
      (output ? looseArrays(output) : []).flatMap((name) => keysFor(path, name)),
    );
    expect(Object.keys(BOUNDED).filter((key) => !used.includes(key))).toEqual([]);
  });

  it('each page takes a cursor and a limit that has an end', () => {
    const pages = procedures().filter((each) => each.type === 'query' && isPage(each));
    expect(pages.length).toBeGreaterThan(15);
    for (const { path, input } of pages) {
      const { cursor, limit } = fieldsOf(input);
      expect([path, cursor !== undefined, limit?.safeParse(2_001).success]).toEqual([path, true, false]);
    }
  });
});

type Ask = (from: { cursor?: string; limit: number }) => Promise<{ items: unknown[]; nextCursor: string | null }>;

/** Things to list, more than one of each. Named so that the order is to be seen. */
const LISTS: Record<string, { ask: Ask; name?: (item: never) => string; order?: string[] }> = {
  'workspaces.list': {
    ask: (from) => ada.trpc.workspaces.list.query(from),
    name: ({ name }: { name: string }) => name,
    order: ['team 2', 'Team 10', 'Zulu'],
  },
  'workspaces.members': { ask: (from) => ada.trpc.workspaces.members.query(from) },
  'workspaces.invitations': { ask: (from) => ada.trpc.workspaces.invitations.query(from) },
  'account.sessions': { ask: (from) => ada.trpc.account.sessions.query(from) },
  'endpoints.list': {
    ask: (from) => ada.trpc.endpoints.list.query(from),
    name: ({ description, url }: { description: string; url: string }) => description || url,
    order: ['hook 2', 'Hook 10', 'http://127.0.0.1:9/none', 'öffentlich', 'zulu'],
  },
  'serviceKeys.list': {
    ask: (from) => ada.trpc.serviceKeys.list.query(from),
    name: ({ name }: { name: string }) => name,
    order: ['key 2', 'Key 10', 'zulu', 'a revoked one'],
  },
  'triggers.list': { ask: (from) => ada.trpc.triggers.list.query({ connectionId: connectionId(), ...from }) },
  'triggers.automatic': { ask: (from) => ada.trpc.triggers.automatic.query({ app: 'github', ...from }) },
  'catalog.runs': { ask: (from) => ada.trpc.catalog.runs.query(from) },
  'apps.categories': { ask: (from) => ada.trpc.apps.categories.query(from) },
  'connections.enabledActions': {
    ask: async (from) => {
      const { actions, nextCursor } = await ada.trpc.connections.enabledActions.query({ id: connectionId(), ...from });
      return { items: actions, nextCursor };
    },
  },
};

let made = '';
const connectionId = () => made;

async function walk(ask: Ask, limit: number): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await ask({ limit, ...(cursor ? { cursor } : {}) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items);
    cursor = page.nextCursor;
  }
  return seen;
}

describe('a list of several pages is the same in pages of any size:', () => {
  beforeAll(fill);

  it.each(Object.entries(LISTS))('%s', async (_, { ask, name, order }) => {
    const whole = (await ask({ limit: 100 })).items;
    expect(whole.length).toBeGreaterThan(1);
    for (const limit of [1, 2]) expect(await walk(ask, limit)).toEqual(whole);
    const cursor = Buffer.from('{"no":"place"}').toString('base64url');
    await expect(ask({ cursor, limit: 1 })).rejects.toMatchObject({ data: { errorCode: 'INPUT_INVALID' } });
    if (!name || !order) return;
    const names = whole.map((item) => name(item as never));
    expect(names.filter((each) => order.includes(each))).toEqual(order);
  });
});

async function fill(): Promise<void> {
  for (const name of ['Zulu', 'Team 10', 'team 2']) await ada.trpc.workspaces.create.mutate({ name });
  for (const email of ['one@example.com', 'two@example.com', 'three@example.com'])
    await ada.trpc.workspaces.invite.mutate({ email, role: 'member' });
  for (const description of ['zulu', 'Hook 10', 'öffentlich', 'hook 2'])
    await ada.trpc.endpoints.create.mutate({ url: 'http://127.0.0.1:9/x', description });
  await ada.trpc.endpoints.create.mutate({ url: 'http://127.0.0.1:9/none' });
  const keys = ['zulu', 'Key 10', 'a revoked one', 'key 2'];
  for (const name of keys) {
    const { key } = await ada.trpc.serviceKeys.create.mutate({ name, scopes: ['apps:read'] });
    if (name === 'a revoked one') await ada.trpc.serviceKeys.revoke.mutate({ id: key.id });
  }
  made = (await ada.trpc.connections.add.mutate({ app: 'github', label: '' })).connection.id;
  await rows();
}

/** What takes a provider, other people or other browsers to come about. Times at one instant, finer than a cursor is. */
async function rows(): Promise<void> {
  const em = app.deps.orm.em.fork();
  const run = (statement: string, values: unknown[] = []) => executeSql(em, statement, values);
  const [here, at] = [ada.workspaceId, app.clock.now()];
  await run(
    `insert into "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
     select 'm' || n, 'Member ' || n, 'm' || n || '@example.com', true, now(), now() from generate_series(1, 4) n`,
  );
  await run(
    `insert into "member" ("id", "organizationId", "userId", "role", "createdAt")
     select 'm' || n, $1, 'm' || n, 'member', $2::timestamptz + n * interval '100 microseconds' from generate_series(1, 4) n`,
    [here, at],
  );
  await run(
    `insert into "session" ("id", "expiresAt", "token", "createdAt", "updatedAt", "userId")
     select 's' || n, now() + interval '10 years', 't' || n, now() + n * interval '100 microseconds', now(), "userId"
       from (select "userId" from "member" where "organizationId" = $1 and "role" = 'owner') o, generate_series(1, 4) n`,
    [here],
  );
  await run(
    `insert into catalog_sync_runs (id, status, started_at)
     select gen_random_uuid(), 'succeeded', $1::timestamptz + n * interval '100 microseconds' from generate_series(1, 4) n`,
    [at],
  );
  await run(
    `insert into automatic_triggers (workspace_id, app_slug, trigger_slug, config, created_by, created_at)
     select $1, 'github', 'GITHUB_T' || n, '{}', '{}', $2 from generate_series(1, 3) n`,
    [here, at],
  );
  await run(
    `insert into enabled_actions (workspace_id, connection_id, actions)
     select $1, $2, array_agg(slug) from (select slug from composio_actions_cache where app_slug = 'github' limit 3) a`,
    [here, made],
  );
  await run(
    `insert into trigger_subscriptions (workspace_id, id, connection_id, app_slug, trigger_slug, config, config_hash, desired_state, state,
                                        upstream_id,
                                        created_by, created_at, updated_at, version)
     select $1, gen_random_uuid(), $2, 'github', 'GITHUB_T' || n, '{}', n::text, 'paused', 'paused', 'ti_' || n, '{"id":"a","name":"A"}', $3, $3, 1
       from generate_series(1, 3) n`,
    [here, made, at],
  );
}
