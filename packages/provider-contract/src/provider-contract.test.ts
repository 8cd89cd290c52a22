import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { type AccountStatus, type CatalogPage, ProviderFailure } from '@patchbay/provider';
import { ADAPTERS, contractWorld, type ContractWorld, tokenOf, WORKSPACE } from './contract-world.fixture.ts';

const ATTEMPT = '01a20000-0000-7000-8000-00000000000a';
const OTHER = '01a20000-0000-7000-8000-00000000000b';

let world: ContractWorld;

describe.each(ADAPTERS)('the provider port by $name', (adapter) => {
  const { name, paths } = adapter;
  const isCore = name === 'core';

  beforeEach(async () => {
    world = await contractWorld(adapter);
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const armOn = (accountId: string, config = { channel: 'C1' }) =>
    world.provider.armTrigger({ workspaceId: WORKSPACE, accountId, triggerSlug: 'SLACK_RECEIVE_MESSAGE', config });

  const postTo = (accountId: string, change: { workspaceId?: string; actionSlug?: string; arguments?: object } = {}) =>
    world.provider.executeAction({
      workspaceId: WORKSPACE,
      accountId,
      actionSlug: 'SLACK_SEND_MESSAGE',
      version: null,
      ...change,
      arguments: { channel: 'C1', text: 'hello', ...change.arguments },
    });

  describe('an account', () => {
    it('waits for consent after its link was opened, and belongs to the workspace and the app', async () => {
      const { accountId } = await world.link();
      expect(await world.provider.readAccount(accountId)).toMatchObject({
        id: accountId,
        status: isCore ? 'initializing' : 'initiated',
        appSlug: 'slack',
        workspaceId: WORKSPACE,
      });
    });

    it('reports the auth config it was opened with, and keeps it', async () => {
      const { accountId, authConfigId } = await world.link(ATTEMPT);
      expect(authConfigId).toBe(world.sandbox.control.account(accountId)?.authConfigId);
      expect((await world.provider.readAccount(accountId))?.authConfigId).toBe(authConfigId);
      expect((await world.provider.findAccount(WORKSPACE, ATTEMPT))?.authConfigId).toBe(authConfigId);
    });

    it('is found by its attempt, also among many', async () => {
      const { accountId } = await world.link(ATTEMPT);
      for (let count = 0; count < 3; count += 1) await world.link();
      expect((await world.provider.findAccount(WORKSPACE, ATTEMPT))?.id).toBe(accountId);
      expect(await world.provider.findAccount(WORKSPACE, OTHER)).toBeNull();
      expect(await world.provider.findAccount('workspace-2', ATTEMPT)).toBeNull();
    });

    it('is active after consent, and names its person', async () => {
      const accountId = await world.active();
      const account = await world.provider.readAccount(accountId);
      expect(account?.status).toBe('active');
      expect(account?.identity).toContain('@');
    });

    it('is expired when the person does not respond', async () => {
      const { accountId } = await world.link();
      world.later(601_000);
      expect((await world.provider.readAccount(accountId))?.status).toBe('expired');
    });

    it.each<[Parameters<ContractWorld['sandbox']['control']['setAccountStatus']>[1], AccountStatus, AccountStatus]>([
      ['INITIALIZING', 'initializing', 'initiated'],
      ['INITIATED', 'initiated', 'initiated'],
      ['ACTIVE', 'active', 'active'],
      ['FAILED', 'failed', 'failed'],
      ['EXPIRED', 'expired', 'expired'],
      ['INACTIVE', 'inactive', 'inactive'],
      // v1 has no status for it.
      ['REVOKED', 'revoked', 'expired'],
    ])('in %s is told apart', async (status, byCore, byLegacy) => {
      const accountId = await world.active();
      world.sandbox.control.setAccountStatus(accountId, status, 'because');
      const account = await world.provider.readAccount(accountId);
      expect(account?.status).toBe(isCore ? byCore : byLegacy);
      expect(account?.statusReason).toBe(isCore ? 'because' : null);
    });

    it('is listed with its attempt, regardless of its workspace', async () => {
      const [mine, other] = [await world.link(ATTEMPT), await world.link(OTHER, 'workspace-2')];
      const listed: unknown[] = [];
      for await (const page of world.provider.ownAccounts()) listed.push(...page);
      expect(listed).toHaveLength(2);
      expect(listed).toContainEqual({ id: mine.accountId, attemptId: ATTEMPT, createdAt: expect.any(Date) });
      expect(listed).toContainEqual({ id: other.accountId, attemptId: OTHER, createdAt: expect.any(Date) });
    });

    it('that never existed is null', async () => {
      expect(await world.provider.readAccount('ca_nobody')).toBeNull();
    });

    it('is deleted after its triggers, and may be deleted again', async () => {
      const [mine, other] = [await world.active(), await world.active()];
      const [first, second, foreign] = [await armOn(mine), await armOn(mine, { channel: 'C2' }), await armOn(other)];
      await world.provider.setTriggerEnabled(second, false);
      world.sandbox.control.clearRequests();
      await world.provider.deleteAccount(mine);

      const deletions = world.sandbox.control.requests().filter(({ method }) => method === 'DELETE');
      expect(new Set(deletions.map(({ path }) => path.split('/').at(-1)))).toEqual(new Set([first, second, mine]));
      expect(deletions.at(-1)?.path).toContain(mine);
      expect(await world.provider.readAccount(mine)).toBeNull();
      expect((await world.provider.listTriggers(other)).map(({ id }) => id)).toEqual([foreign]);
      await world.provider.deleteAccount(mine);
    });
  });

  describe('the grant of an account', () => {
    const works = (accountId: string) =>
      world.sandbox.control.tokens().find((token) => token.accountId === accountId)?.works;

    it('outlives the account: a deletion once revoked it, and broke the account that a reconnect had just created', async () => {
      const [old, fresh] = [await world.active(), await world.active()];
      await world.provider.deleteAccount(old);
      expect([works(old), works(fresh)]).toEqual([true, true]);
      expect((await world.provider.readAccount(fresh))?.status).toBe('active');
    });

    it('is revoked if the API supports it, after its triggers were deleted, also twice', async () => {
      const [mine, same] = [await world.active(), await world.active()];
      await armOn(mine);
      world.sandbox.control.clearRequests();
      expect(world.provider.canRevoke).toBe(isCore);
      expect(await world.provider.revokeAccount(mine)).toBe(isCore);
      expect([works(mine), works(same)]).toEqual([!isCore, !isCore]);
      const changes = world.sandbox.control.requests().filter(({ method }) => method !== 'GET');
      expect(changes.map(({ method }) => method)).toEqual(isCore ? ['DELETE', 'POST'] : []);
      expect((await world.provider.readAccount(mine))?.status).toBe(isCore ? 'revoked' : 'active');
      expect(await world.provider.revokeAccount(mine)).toBe(isCore);
      await world.provider.deleteAccount(mine);
    });

    it('of an account that is not active, or does not exist, is not revoked', async () => {
      const { accountId } = await world.link();
      expect(await world.provider.revokeAccount(accountId)).toBe(false);
      expect(await world.provider.revokeAccount('ca_nobody')).toBe(false);
    });

    it.runIf(isCore)('may be revoked later when the provider is away', async () => {
      const accountId = await world.active();
      world.sandbox.control.faults.set([{ match: { method: 'POST', path: /revoke$/ }, status: 503 }]);
      await expect(world.provider.revokeAccount(accountId)).rejects.toMatchObject({ kind: 'unavailable' });
      expect(works(accountId)).toBe(true);
    });

    it('belongs to an OAuth client, which is known as far as the provider reveals it', async () => {
      const { authConfigId } = await world.link();
      const managed = { isManaged: true, isOAuth: true, clientId: null };
      expect(await world.provider.readAuthConfig(authConfigId ?? '')).toEqual(managed);
      const own = await ownConfig();
      expect(await world.provider.readAuthConfig(own)).toEqual({ isManaged: false, isOAuth: true, clientId: null });
      world.sandbox.control.switches.showClientIds = true;
      const clientId = isCore ? 'client-1' : null;
      expect(await world.provider.readAuthConfig(own)).toEqual({ isManaged: false, isOAuth: true, clientId });
      expect(await world.provider.readAuthConfig('ac_nothing')).toBeNull();
    });

    async function ownConfig(): Promise<string> {
      const credentials = { client_id: 'client-1', client_secret: 'secret' };
      const answer = await fetch(`${world.sandbox.url}/api/v3.1/auth_configs`, {
        method: 'POST',
        headers: { 'x-api-key': world.sandbox.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({
          toolkit: { slug: 'slack' },
          auth_config: { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials },
        }),
      });
      return ((await answer.json()) as { auth_config: { id: string } }).auth_config.id;
    }
  });

  describe('a list that a person waits for', () => {
    it.runIf(isCore)('is not walked in a circle: the provider was asked a thousand times', async () => {
      const body = { items: [{ id: 'ac_1' }], next_cursor: 'Mi01MA==', total_items: 1 };
      world.sandbox.control.faults.set([{ match: { method: 'GET', path: /auth_configs$/ }, status: 200, body }]);
      await expect(world.link()).rejects.toMatchObject({ kind: 'invalid' });
      expect(world.sandbox.control.requests().length).toBeLessThan(5);
    });

    it('and contains a trigger twice has it deleted once', async () => {
      const accountId = await world.active();
      await armOn(accountId);
      const { url, apiKey, control } = world.sandbox;
      const path = isCore ? '/api/v3.1/trigger_instances/active' : '/api/v1/triggers/active_triggers';
      const page = (await (await fetch(url + path, { headers: { 'x-api-key': apiKey } })).json()) as Page;
      const twice = { ...page, [isCore ? 'items' : 'triggers']: [...itemsOf(page), ...itemsOf(page)] };
      control.faults.set([{ match: { method: 'GET', path: /active/ }, status: 200, body: twice }]);
      control.clearRequests();
      await world.provider.deleteAccount(accountId);
      expect(control.requests().filter(({ method }) => method === 'DELETE')).toHaveLength(2);
    });
  });

  describe('a trigger', () => {
    it('is armed once for one configuration', async () => {
      const accountId = await world.active();
      const id = await armOn(accountId);
      expect(await armOn(accountId)).toBe(id);
      expect(await armOn(accountId, { channel: 'C2' })).not.toBe(id);
      const [instance] = await world.provider.listTriggers(accountId);
      const expected = {
        id,
        accountId,
        triggerSlug: 'SLACK_RECEIVE_MESSAGE',
        config: { channel: 'C1' },
        enabled: true,
      };
      expect(instance).toEqual(expected);
    });

    it('is disabled and enabled, each also twice', async () => {
      const accountId = await world.active();
      const id = await armOn(accountId);
      const isEnabled = async () => (await world.provider.listTriggers(accountId))[0]?.enabled;
      for (const enabled of [false, false, true, true]) {
        await world.provider.setTriggerEnabled(id, enabled);
        expect(await isEnabled()).toBe(enabled);
      }
    });

    it('is deleted, also twice, and cannot be enabled after that', async () => {
      const accountId = await world.active();
      const id = await armOn(accountId);
      await world.provider.deleteTrigger(id);
      await world.provider.deleteTrigger(id);
      expect(await world.provider.listTriggers(accountId)).toEqual([]);
      await expect(world.provider.setTriggerEnabled(id, true)).rejects.toMatchObject({ kind: 'refused' });
    });

    it('cannot be armed on an account that is not active', async () => {
      const { accountId } = await world.link();
      await expect(armOn(accountId)).rejects.toMatchObject({ kind: 'refused' });
    });
  });

  describe('an action', () => {
    it('is executed, and returns the app’s data', async () => {
      const result = await postTo(await world.active());
      expect(result).toMatchObject({ successful: true, error: null, data: { text: 'hello' } });
      if (isCore) expect(result.logId).toMatch(/^log_/);
    });

    it('that the app refuses is not successful, and no failure', async () => {
      const result = await postTo(await world.active(), { arguments: { text: undefined } });
      expect(result).toMatchObject({ successful: false, error: expect.stringContaining('text') });
    });

    it.each([
      ['for another workspace', { workspaceId: 'workspace-2' }],
      ['that does not exist', { actionSlug: 'SLACK_NO_SUCH_THING' }],
    ])('%s is refused', async (_what, change) => {
      await expect(postTo(await world.active(), change)).rejects.toMatchObject({ kind: 'refused' });
    });

    it('on an account that is not active is refused', async () => {
      const accountId = await world.active();
      world.sandbox.control.setAccountStatus(accountId, 'EXPIRED');
      await expect(postTo(accountId)).rejects.toMatchObject({ kind: 'refused' });
    });

    it('blocks no other call, regardless of how many run and how long', async () => {
      const accountId = await world.active();
      const held = Promise.withResolvers<void>();
      world.sandbox.control.faults.set([{ match: { path: paths.execute }, until: held.promise }]);
      const running = Array.from({ length: 12 }, () => postTo(accountId));
      await expect.poll(() => world.sandbox.control.requests().some(({ path }) => paths.execute.test(path))).toBe(true);
      await world.link();
      held.resolve();
      expect((await Promise.all(running)).every(({ successful }) => successful)).toBe(true);
    });

    it.each([{ status: 500 }, { cut: true }, { cut: true, afterWork: true }])(
      'is never run twice: %j',
      async (fault) => {
        const accountId = await world.active();
        world.sandbox.control.clearRequests();
        world.sandbox.control.faults.set([{ match: { path: paths.execute }, ...fault }]);
        await expect(postTo(accountId)).rejects.toMatchObject({ kind: 'unavailable' });
        expect(world.sandbox.control.requests().filter(({ path }) => paths.execute.test(path))).toHaveLength(1);
      },
    );
  });

  describe('a request to an app', () => {
    const request = { method: 'POST', path: '/notes', query: { a: 'b' }, headers: { 'x-c': 'd' }, body: [1] } as const;
    const isProxy = ({ path }: { path: string }) => path.endsWith('/proxy');
    const proxy = async () => world.provider.proxy({ ...request, body: [1], accountId: await world.active() });

    it.runIf(isCore)('is sent with the account, and answered with the app’s status, headers and data', async () => {
      expect(world.provider.canProxy).toBe(true);
      expect(await proxy()).toMatchObject({
        status: 200,
        headers: { 'content-type': 'application/json' },
        data: { method: 'POST', path: '/notes', body: [1] },
        file: null,
      });
    });

    it.runIf(isCore)('is never sent twice', async () => {
      world.sandbox.control.faults.set([{ match: { path: /execute\/proxy$/ }, cut: true, afterWork: true }]);
      await expect(proxy()).rejects.toMatchObject({ kind: 'unavailable' });
      expect(world.sandbox.control.requests().filter(isProxy)).toHaveLength(1);
    });

    it.runIf(!isCore)('is not offered: the old API does not tell the app’s status', async () => {
      expect(world.provider.canProxy).toBe(false);
      await expect(proxy()).rejects.toMatchObject({ kind: 'refused' });
      expect(world.sandbox.control.requests().filter(isProxy)).toEqual([]);
    });
  });

  describe('a file for an action', () => {
    const action = { appSlug: 'slack', actionSlug: 'SLACK_UPLOAD_OR_CREATE_A_FILE_IN_SLACK' };
    const file = { ...action, name: 'a.txt', mimetype: 'text/plain', content: Buffer.from('hello') };
    const upload = () => world.provider.uploadFile(file);

    it.runIf(isCore)('is stored, and named by what the action takes', async () => {
      expect(await upload()).toEqual({ name: 'a.txt', mimetype: 'text/plain', s3key: expect.any(String) });
      expect(world.sandbox.control.files()).toMatchObject([{ filename: 'a.txt', bytes: 5 }]);
    });

    it.runIf(isCore)('that the storage does not take is a failure that names no address', async () => {
      world.sandbox.control.faults.set([{ match: { path: /^\/storage/ }, status: 403 }]);
      const failure = await upload().catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind: 'unavailable' });
      expect(inspect(failure)).not.toContain('/storage/');
    });

    it.runIf(!isCore)('is not taken by the old API', async () => {
      expect(world.provider.canUpload).toBe(false);
      await expect(upload()).rejects.toMatchObject({ kind: 'refused' });
    });
  });

  describe('callback identity verification', () => {
    it.runIf(isCore)('makes an account active only when the right workspace completes it, once', async () => {
      world.sandbox.control.setVerifier('https://patchbay.example/oauth/verify');
      const { accountId, redirectUrl } = await world.link();
      const session = sessionIn(world.sandbox.control.approve(tokenOf(redirectUrl)));
      expect((await world.provider.readAccount(accountId))?.status).toBe('initiated');
      expect(await world.provider.completeAuth(WORKSPACE, session)).toEqual({ accountId });
      expect((await world.provider.readAccount(accountId))?.status).toBe('active');
      expect(await world.provider.completeAuth(WORKSPACE, session)).toBeNull();
    });

    it.runIf(isCore)('ends an account that another workspace tries to complete', async () => {
      world.sandbox.control.setVerifier('https://patchbay.example/oauth/verify');
      const { accountId, redirectUrl } = await world.link();
      const session = sessionIn(world.sandbox.control.approve(tokenOf(redirectUrl)));
      expect(await world.provider.completeAuth('workspace-2', session)).toBeNull();
      expect((await world.provider.readAccount(accountId))?.status).toBe('failed');
    });

    it('returns null for an unknown session', async () => {
      expect(await world.provider.completeAuth(WORKSPACE, 'urn:x')).toBeNull();
    });
  });

  describe('the webhook subscription', () => {
    const wanted = { url: 'https://patchbay.example/webhooks/composio', events: ['composio.trigger.message'] };

    it('is created once and then updated', async () => {
      expect(await world.provider.readWebhook()).toBeNull();
      const made = await world.provider.ensureWebhook(wanted);
      expect(made).toMatchObject(wanted);
      expect(made.secret === null).toBe(!isCore);
      expect(await world.provider.ensureWebhook(wanted)).toMatchObject({ id: made.id, secret: null });
      const moved = await world.provider.ensureWebhook({ ...wanted, url: 'https://other.example/hook' });
      expect(moved).toMatchObject({ id: made.id, url: 'https://other.example/hook' });
      expect(await world.provider.readWebhook()).toMatchObject({ id: made.id, url: 'https://other.example/hook' });
    });

    it.runIf(isCore)('is left alone when it is as wanted', async () => {
      await world.provider.ensureWebhook(wanted);
      world.sandbox.control.clearRequests();
      await world.provider.ensureWebhook(wanted);
      expect(world.sandbox.control.requests().map(({ method }) => method)).toEqual(['GET']);
    });

    it('gets a new secret, if the API has secrets', async () => {
      const { id, secret } = await world.provider.ensureWebhook(wanted);
      if (!isCore) {
        await expect(world.provider.rotateWebhookSecret(id)).rejects.toMatchObject({ kind: 'refused' });
        return;
      }
      const next = await world.provider.rotateWebhookSecret(id);
      expect(next).toMatch(/^whsec_/);
      expect(next).not.toBe(secret);
    });
  });

  describe('the catalog', () => {
    const everything = async <Item>(pages: AsyncIterable<CatalogPage<Item>>) => {
      const items: Item[] = [];
      for await (const page of pages) items.push(...page.items);
      return items;
    };

    it('is complete and in the provider’s order', async () => {
      const { provider, catalog } = world;
      const slugs = catalog.toolkits().map(({ slug }) => slug);
      expect((await everything(provider.apps())).map(({ slug }) => slug)).toEqual(slugs);
      const actions = slugs.flatMap((slug) => catalog.tools(slug).map((tool) => tool.slug));
      expect((await everything(provider.actions())).map(({ slug }) => slug)).toEqual(actions);
      const triggers = slugs.flatMap((slug) => catalog.triggerTypes(slug).map((type) => type.slug));
      expect((await everything(provider.triggers())).map(({ slug }) => slug)).toEqual(triggers);
    });

    it('contains schemas, categories and what an app needs', async () => {
      const [app] = await everything(world.provider.apps());
      expect(app).toMatchObject({ needsAuth: true, authSchemes: ['OAUTH2'] });
      expect(app?.categories[0]).toEqual({ slug: expect.any(String), name: expect.any(String) });
      const [action] = await everything(world.provider.actions());
      expect(action?.inputSchema).toMatchObject({ type: 'object' });
    });

    it.runIf(isCore)('of which a page is too large is asked for in smaller ones', async () => {
      const all = await everything(world.provider.actions());
      const padding = 'x'.repeat(6 * 1024 * 1024);
      const body = { items: [], padding };
      world.sandbox.control.faults.set([{ match: { path: paths.actions }, status: 200, body, times: 2 }]);
      world.sandbox.control.clearRequests();
      expect(await everything(world.provider.actions())).toEqual(all);
      const limits = world.sandbox.control.requests().map(({ query }) => query['limit']);
      expect(limits.slice(0, 3)).toEqual(['256', '128', '64']);
    });

    it('that ends before its announced total is invalid', async () => {
      const body = isCore ? { items: [], next_cursor: null, total_items: 10 } : { items: [], page: 1, totalPages: 3 };
      world.sandbox.control.faults.set([{ match: { path: paths.actions }, status: 200, body }]);
      await expect(everything(world.provider.actions())).rejects.toMatchObject({ kind: 'invalid' });
    });

    it('that is empty is empty, and no error', async () => {
      const body = isCore ? { items: [], next_cursor: null, total_items: 0 } : [];
      world.sandbox.control.faults.set([{ match: { path: paths.triggers }, status: 200, body }]);
      expect(await everything(world.provider.triggers())).toEqual([]);
    });

    it.each(['apps', 'actions', 'triggers'] as const)('of %s with another shape is invalid', async (list) => {
      world.sandbox.control.faults.set([{ match: { path: paths[list] }, status: 200, body: { data: 'moved' } }]);
      await expect(everything<object>(world.provider[list]())).rejects.toMatchObject({ kind: 'invalid' });
    });

    // For core: see catalog.integration.test.ts.
    it.skipIf(isCore)('with one odd item has all the others', async () => {
      const { url, apiKey, control } = world.sandbox;
      const answer = await fetch(`${url}/api/v2/actions?limit=5`, { headers: { 'x-api-key': apiKey } });
      const { items } = (await answer.json()) as { items: object[] };
      Object.assign(items[0] ?? {}, { appName: 7 });
      Object.assign(items[1] ?? {}, { description: 'a\0b', displayName: 'n\ud800' });
      control.faults.set([{ match: { path: paths.actions }, status: 200, body: { items, totalPages: 1 } }]);
      const { value } = (await world.provider.actions()[Symbol.asyncIterator]().next()) as {
        value: CatalogPage<object>;
      };
      expect(value.unreadable).toHaveLength(1);
      expect(value.items[0]).toMatchObject({ name: 'n\ufffd', description: 'ab' });
      expect(value.items).toHaveLength(items.length - 1);
    });
  });

  describe('a response', () => {
    it.each([
      [400, 'refused'],
      [401, 'unauthorized'],
      [403, 'forbidden'],
      [408, 'unavailable'],
      [409, 'refused'],
      [410, 'refused'],
      [422, 'refused'],
      [500, 'unavailable'],
      [502, 'unavailable'],
      [503, 'unavailable'],
      [504, 'unavailable'],
    ])('of %i is %s, in whatever words', async (status, kind) => {
      const accountId = await world.active();
      const flat = { type: 'X', name: 'X', status, message: 'words', details: null };
      for (const body of [undefined, flat, {}, 'text']) {
        const fault = { match: { path: paths.account }, status, ...(body !== undefined && { body }) };
        world.sandbox.control.faults.set([fault]);
        const failure = await world.provider.readAccount(accountId).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(ProviderFailure);
        expect(failure).toMatchObject({ kind });
      }
    });

    it('of 429 is retried after the time it asks for', async () => {
      const accountId = await world.active();
      world.sandbox.control.faults.set([{ match: { path: paths.account }, status: 429, times: 1 }]);
      const since = performance.now();
      expect((await world.provider.readAccount(accountId))?.status).toBe('active');
      expect(performance.now() - since).toBeGreaterThanOrEqual(1_000);
    });

    it('of 429 with a long Retry-After is busy', async () => {
      const accountId = await world.active();
      world.sandbox.control.faults.set([{ match: { path: paths.account }, status: 429, retryAfter: 86_400 }]);
      await expect(world.provider.readAccount(accountId)).rejects.toMatchObject({ kind: 'busy' });
    });

    it('of 429 to a link is retried, because it was not processed', async () => {
      world.sandbox.control.faults.set([{ match: { path: paths.link }, status: 429, times: 1 }]);
      await world.link();
      expect(world.sandbox.control.accounts()).toHaveLength(1);
    });

    it('that is lost after a link was created is not retried: the account is found by its attempt', async () => {
      world.sandbox.control.faults.set([{ match: { path: paths.link }, cut: true, afterWork: true }]);
      await expect(world.link(ATTEMPT)).rejects.toMatchObject({ kind: 'unavailable' });
      expect(world.sandbox.control.accounts()).toHaveLength(1);
      expect(await world.provider.findAccount(WORKSPACE, ATTEMPT)).not.toBeNull();
    });

    it('that breaks off once is retried when that is safe', async () => {
      const accountId = await world.active();
      world.sandbox.control.faults.set([{ match: { path: paths.account }, cut: true, times: 1 }]);
      expect((await world.provider.readAccount(accountId))?.status).toBe('active');
    });

    it('that does not come in time is not waited for', async () => {
      const accountId = await world.active();
      const { sandbox } = world;
      const impatient = await adapter.open({ apiKey: sandbox.apiKey, baseUrl: sandbox.url }, 50);
      sandbox.control.faults.set([{ match: { path: paths.account }, delayMs: 4_000 }]);
      const since = performance.now();
      await expect(impatient.readAccount(accountId)).rejects.toMatchObject({ kind: 'unavailable' });
      expect(performance.now() - since).toBeLessThan(2_000);
    });

    it('with another shape is invalid', async () => {
      const accountId = await world.active();
      for (const body of [{}, [], 'text', { id: accountId, status: 'BEWITCHED' }]) {
        world.sandbox.control.faults.set([{ match: { path: paths.account }, status: 200, body }]);
        await expect(world.provider.readAccount(accountId)).rejects.toMatchObject({ kind: 'invalid' });
      }
      world.sandbox.control.faults.set([{ match: { path: paths.link }, status: 200, body: {} }]);
      await expect(world.link()).rejects.toMatchObject({ kind: 'invalid' });
    });
  });

  test('a ping needs a valid key, and no failure contains the key', async () => {
    await world.provider.ping();
    const apiKey = 'a-key-that-is-wrong';
    const wrongKey = await adapter.open({ apiKey, baseUrl: world.sandbox.url });
    const failure = await wrongKey.ping().catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'unauthorized' });
    expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain(apiKey);
    const openLink = wrongKey.openLink({
      workspaceId: 'w',
      workspaceName: 'W',
      appSlug: 'slack',
      attemptId: 'a',
      callbackUrl: 'http://x/',
    });
    const refused = await openLink.catch((error: unknown) => error);
    expect(inspect(refused, { depth: 20, showHidden: true })).not.toContain(apiKey);
  });

  it.runIf(name === 'legacy')('says what to do when its API is gone, whatever is called', async () => {
    const accountId = await world.active();
    world.sandbox.control.switches.legacyGone = true;
    const { provider } = world;
    const calls = [
      () => provider.ping(),
      () => provider.readAccount(accountId),
      () => provider.deleteAccount(accountId),
      () => world.link(),
      () => provider.listTriggers(accountId),
      () => postTo(accountId),
      () => provider.readWebhook(),
      () => provider.apps()[Symbol.asyncIterator]().next(),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('COMPOSIO_SDK=core'),
      });
    }
  });
});

function sessionIn(address: string | null): string {
  return new URL(address ?? '').searchParams.get('session_uri') ?? '';
}

interface Page {
  items?: unknown[];
  triggers?: unknown[];
}

function itemsOf({ items, triggers }: Page): unknown[] {
  return items ?? triggers ?? [];
}
