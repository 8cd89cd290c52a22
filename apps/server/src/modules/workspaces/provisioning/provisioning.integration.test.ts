import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../../test/support/test-browser.ts';
import { installationService, newInstallationKey } from '../../../../test/support/test-installation.ts';

let app: TestApp;
let admin: TestBrowser;
let token: string;
let service: ReturnType<typeof installationService>;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
  admin = await app.admin();
  ({ token } = await newInstallationKey(admin));
  service = installationService({ url: app.url, token });
});

afterAll(() => app[Symbol.asyncDispose]());

const upsert = (workspaces: { externalId: string; name: string }[]) =>
  service.provisioning.upsertWorkspaces.mutate({ workspaces });

const numbered = (prefix: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    externalId: `${prefix}-${from + index}`,
    name: `${prefix} ${from + index}`,
  }));

describe('upserting workspaces', () => {
  it('creates each once, however often it is repeated, and says which in the order asked', async () => {
    const wanted = [
      { externalId: 'b', name: 'Second' },
      { externalId: 'a', name: 'First' },
    ];
    const { workspaces: created } = await upsert(wanted);
    expect(created.map(({ externalId, name, outcome }) => [externalId, name, outcome])).toEqual([
      ['b', 'Second', 'created'],
      ['a', 'First', 'created'],
    ]);
    const { workspaces: again } = await upsert(wanted);
    expect(again.map(({ id, outcome }) => [id, outcome])).toEqual(created.map(({ id }) => [id, 'unchanged']));
    const { workspaces: renamed } = await upsert([{ externalId: 'a', name: 'Renamed' }, ...numbered('c', 0, 1)]);
    expect(renamed.map(({ id, name, outcome }) => [id, name, outcome])).toEqual([
      [created[1]?.id, 'Renamed', 'renamed'],
      [expect.any(String), 'c 0', 'created'],
    ]);
  });

  it('of a thousand in one call, and of the same by many at once, makes each once', async () => {
    const wanted = numbered('bulk', 0, 1_000);
    const answers = await Promise.all([upsert(wanted), upsert(wanted.toReversed()), upsert(wanted.slice(300, 700))]);
    const ids = new Map<string | null, Set<string>>();
    for (const { workspaces } of answers)
      for (const { id, externalId } of workspaces) ids.set(externalId, (ids.get(externalId) ?? new Set()).add(id));
    expect(ids.size).toBe(1_000);
    expect([...ids.values()].filter(({ size }) => size !== 1)).toEqual([]);
    const outcomes = answers.flatMap(({ workspaces }) => workspaces.filter(({ outcome }) => outcome === 'created'));
    expect(outcomes).toHaveLength(1_000);
    expect(await codeOf(upsert(numbered('more', 0, 1_001)))).toBe('INPUT_INVALID');
  });

  it('takes a thousand of the longest ids and names', async () => {
    const wanted = numbered('long', 0, 1_000).map(({ externalId }) => ({
      externalId: `${externalId}${'ü'.repeat(256)}`.slice(0, 256),
      name: 'ü'.repeat(80),
    }));
    expect((await upsert(wanted)).workspaces).toHaveLength(1_000);
  });

  it('does all or nothing', async () => {
    const wrong = [...numbered('half', 0, 5), { externalId: 'half-x', name: '\u200b' }];
    expect(await codeOf(upsert(wrong))).toBe('INPUT_INVALID');
    const { items } = await service.provisioning.listWorkspaces.query({ search: 'half' });
    expect(items).toEqual([]);
  });

  it('refuses the same external id twice in a call', async () => {
    const twice = [...numbered('twice', 0, 1), ...numbered('twice', 0, 1)];
    expect(await codeOf(upsert(twice))).toBe('INPUT_INVALID');
  });

  it.each([
    '',
    'undefined',
    'null',
    'NaN',
    '[object Object]',
    ' a',
    'a ',
    'a\u0000',
    'a\nb',
    '\ud800',
    'x'.repeat(257),
  ])(
    'took ids that stand for none, or that are another when they are read again: %j is refused',
    async (externalId) => {
      expect(await codeOf(upsert([{ externalId, name: 'Someone' }]))).toBe('INPUT_INVALID');
    },
  );

  it('compares external ids byte by byte', async () => {
    const ids = ['Case', 'case', 'Caf\u00e9', 'Cafe\u0301', "a'b", 'a"b', '%', '_', '\\'];
    const { workspaces } = await upsert(ids.map((externalId) => ({ externalId, name: 'Same' })));
    expect(new Set(workspaces.map(({ id }) => id)).size).toBe(ids.length);
    for (const externalId of ids)
      expect((await service.provisioning.getWorkspace.query({ externalId })).externalId).toBe(externalId);
  });

  it('makes no member, and no bound of fifty applies', async () => {
    const { id } = await service.provisioning.getWorkspace.query({ externalId: 'bulk-0' });
    expect(await service.provisioning.getWorkspace.query({ id })).toMatchObject({ members: 0, connections: 0 });
  });
});

describe('listing and finding workspaces', () => {
  it('gives each once, in pages of any size, newest first', async () => {
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await service.provisioning.listWorkspaces.query({ limit: 100, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen.length).toBeGreaterThan(2_000);
    expect(seen).toEqual([...new Set(seen)].toSorted().toReversed());
  });

  it('searches names and external ids, with wildcards taken literally', async () => {
    await upsert([{ externalId: 'crm_100%', name: 'Größe & Söhne' }]);
    const found = async (search: string) =>
      (await service.provisioning.listWorkspaces.query({ search })).items.map(({ externalId }) => externalId);
    expect(await found('größe')).toEqual(['crm_100%']);
    expect(await found('M_100%')).toEqual(['crm_100%']);
    expect(await found('crm-100')).toEqual([]);
    expect(await codeOf(service.provisioning.listWorkspaces.query({ search: '\u0000' }))).toBe('ok');
  });

  it('takes exactly one of the two ids, and answers unknown ones alike', async () => {
    const get = (input: object) => codeOf(service.provisioning.getWorkspace.query(input));
    const { id } = await service.provisioning.getWorkspace.query({ externalId: 'a' });
    expect(await get({})).toBe('INPUT_INVALID');
    expect(await get({ id, externalId: 'a' })).toBe('INPUT_INVALID');
    expect([await get({ id: app.deps.newId() }), await get({ externalId: 'nowhere' })]).toEqual([
      'WORKSPACE_UNKNOWN',
      'WORKSPACE_UNKNOWN',
    ]);
  });
});

describe('what is changed', () => {
  it('is recorded with the key, the workspace and the time, and unchanged repeats are not', async () => {
    const before = (await service.provisioning.activity.query({ limit: 1 })).items[0]?.id ?? '';
    const { workspaces } = await upsert(numbered('audit', 0, 2));
    await upsert(numbered('audit', 0, 2));
    await service.provisioning.renameWorkspace.mutate({ externalId: 'audit-1', name: 'Renamed' });
    await service.provisioning.renameWorkspace.mutate({ externalId: 'audit-1', name: 'Renamed' });
    const { items } = await service.provisioning.activity.query();
    const fresh = items.filter(({ id }) => id > before).toReversed();
    expect(fresh.map(({ action, externalId, subject }) => [action, externalId, subject])).toEqual([
      ['provisioning.create', expect.any(String), expect.any(String)],
      ['provisioning.create', expect.any(String), expect.any(String)],
      ['provisioning.rename', 'audit-1', 'Renamed'],
    ]);
    expect(new Set(fresh.map(({ actor }) => actor.name))).toEqual(new Set(['Provisioner']));
    expect(fresh[0]?.at).toBe(app.clock.now().toISOString());
    const workspaceId = workspaces[1]?.id ?? '';
    const own = await admin.trpc.provisioning.activity.query({ workspaceId });
    expect(own.items.map(({ action }) => action)).toEqual(['provisioning.rename', 'provisioning.create']);
  });

  it('by a transaction that is rolled back is neither there nor recorded', async () => {
    const em = app.deps.orm.em.fork();
    const rowsOf = (table: string) => executeSql(em, `select count(*)::int as count from ${table}`);
    const before = [await rowsOf('"organization"'), await rowsOf('installation_activity')];
    await executeSql(
      em,
      'alter table installation_activity add constraint refuse check (external_id <> $$fail-7$$) not valid',
    );
    try {
      await expect(upsert(numbered('fail', 0, 20))).rejects.toThrow();
    } finally {
      await executeSql(em, 'alter table installation_activity drop constraint refuse');
    }
    expect([await rowsOf('"organization"'), await rowsOf('installation_activity')]).toEqual(before);
  });
});

it('the same is offered by plain HTTP, and described', async () => {
  const call = (path: string, body: object) =>
    fetch(`${app.url}/api/provisioning/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const answer = await call('upsertWorkspaces', { workspaces: [{ externalId: 'http', name: 'By HTTP' }] });
  expect(await answer.json()).toMatchObject({ workspaces: [{ externalId: 'http', outcome: 'created' }] });
  const list = await fetch(`${app.url}/api/provisioning/listWorkspaces?search=By%20HTTP&limit=1`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await list.json()).toMatchObject({ items: [{ externalId: 'http', name: 'By HTTP' }], nextCursor: null });
  const document = (await (await fetch(`${app.url}/openapi.json`)).json()) as {
    paths: Record<string, { post?: { security?: unknown } }>;
  };
  expect(document.paths['/provisioning/upsertWorkspaces']?.post?.security).toEqual([{ installationKey: [] }]);
});
