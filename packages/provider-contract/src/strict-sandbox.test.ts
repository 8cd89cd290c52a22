import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS, contractWorld, type ContractWorld, tokenOf, WORKSPACE } from './contract-world.fixture.ts';

/** Behavior of the live service that the sandbox once did not have: each made the adapter for the newest SDK fail. */
describe('the newest adapter on a sandbox as strict as the live service', () => {
  let world: ContractWorld;

  beforeEach(async () => {
    const [adapter] = ADAPTERS;
    if (!adapter) throw new Error('no adapter');
    world = await contractWorld(adapter, ['linear_mcp', 'google_admin', 'flickr', 'openai', 'twitter']);
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const open = (appSlug: string, attemptId = crypto.randomUUID(), authScheme?: string) =>
    world.provider.openLink({
      workspaceId: WORKSPACE,
      workspaceName: 'Acme',
      appSlug,
      attemptId,
      callbackUrl: 'http://localhost:3000/back?nonce=n',
      ...(authScheme !== undefined && { authScheme }),
    });

  const api = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${world.sandbox.url}/api/v3.1${path}`, {
      method,
      headers: { 'x-api-key': world.sandbox.apiKey, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, unknown>;
  };

  const ownConfig = async () => {
    const credentials = { client_id: 'client-1', client_secret: 'secret' };
    const auth_config = { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials };
    const { auth_config: created } = await api('POST', '/auth_configs', { toolkit: { slug: 'slack' }, auth_config });
    return (created as { id: string }).id;
  };

  it.each(['state', 'data'] as const)('names the person of an account by its %s', async (identityIn) => {
    world.sandbox.control.switches.identityIn = identityIn;
    expect((await world.provider.readAccount(await world.active()))?.identity).toBe('ada@example.com');
  });

  it('never uses a redacted value as a name', async () => {
    world.sandbox.control.switches.identityIn = 'nowhere';
    expect((await world.provider.readAccount(await world.active()))?.identity).toBeNull();
  });

  it.each([
    ['a client that registers itself', 'linear_mcp', 'DCR_OAUTH'],
    ['the key of a service account', 'google_admin', 'GOOGLE_SERVICE_ACCOUNT'],
    ['an API key', 'openai', undefined],
  ])('opens a link for an app with %s: it said that a client of one’s own was needed', async (_what, app, scheme) => {
    const { accountId, redirectUrl } = await open(app);
    if (scheme !== undefined) expect(world.sandbox.control.account(accountId)?.authScheme).toBe(scheme);
    world.sandbox.control.approve(tokenOf(redirectUrl));
    expect((await world.provider.readAccount(accountId))?.status).toBe('active');
  });

  it.each(['twitter', 'flickr'])('says of %s that the project has to set something up', async (app) => {
    await expect(open(app)).rejects.toMatchObject({ kind: 'needs_setup' });
  });

  it('connects with the chosen scheme, each with an auth config of its own', async () => {
    const [byOAuth, byKey] = [await open('slack', undefined, 'OAUTH2'), await open('openai', undefined, 'API_KEY')];
    const schemeOf = (id: string) => world.sandbox.control.account(id)?.authScheme;
    expect([schemeOf(byOAuth.accountId), schemeOf(byKey.accountId)]).toEqual(['OAUTH2', 'API_KEY']);
  });

  it('uses an auth config that was added later: the first one was cached until a restart', async () => {
    const before = await open('slack');
    const own = await ownConfig();
    expect((await open('slack')).authConfigId).toBe(own);
    await api('PATCH', `/auth_configs/${own}/DISABLED`);
    expect((await open('slack')).authConfigId).toBe(before.authConfigId);
  });

  it('creates one auth config for two first connections, in one process and in two', async () => {
    const [adapter] = ADAPTERS;
    const { sandbox } = world;
    const other = await adapter?.open({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
    // Both have listed before either has created.
    sandbox.control.faults.set([{ match: { method: 'POST', path: '/auth_configs' }, delayMs: 100 }]);
    const link = { workspaceId: WORKSPACE, workspaceName: 'Acme', appSlug: 'slack', callbackUrl: 'http://localhost/' };
    await Promise.all([
      open('slack'),
      open('slack'),
      other?.openLink({ ...link, attemptId: crypto.randomUUID() }),
      other?.openLink({ ...link, attemptId: crypto.randomUUID() }),
    ]);
    const { items } = (await api('GET', '/auth_configs?toolkit_slug=slack')) as { items: { id: string }[] };
    const used = world.sandbox.control.accounts().map(({ authConfigId }) => authConfigId);
    expect([items.length, new Set(used)]).toEqual([1, new Set([items[0]?.id])]);
  });

  it.each([
    ['toolkits: read', ['accounts:read'], () => world.provider.ping()],
    ['connected accounts: read', ['toolkits:read'], () => world.provider.readAccount('ca_1')],
    [
      'webhooks: write',
      ['webhooks:read'],
      () => world.provider.ensureWebhook({ url: 'https://x.example/', events: [] }),
    ],
    ['tools: read', ['toolkits:read'], () => world.provider.actions()[Symbol.asyncIterator]().next()],
  ] as const)('names the permission “%s” that a scoped key lacks', async (permission, scopes, call) => {
    world.sandbox.control.switches.keyScopes = scopes;
    await expect(call()).rejects.toMatchObject({
      kind: 'forbidden',
      permission,
      message: expect.stringContaining(permission),
    });
  });

  it('refuses a trigger that needs an endpoint with the provider’s reason', async () => {
    await ownConfig();
    const { accountId, redirectUrl } = await open('slack');
    world.sandbox.control.approve(tokenOf(redirectUrl));
    const armed = world.provider.armTrigger({
      workspaceId: WORKSPACE,
      accountId,
      triggerSlug: 'SLACK_RECEIVE_MESSAGE',
      config: { channel: 'C1' },
    });
    await expect(armed).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('webhook endpoint'),
    });
  });
});
