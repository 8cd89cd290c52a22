import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { field, items, type TestSandbox, testSandbox, userId } from './test-support/test-sandbox.ts';
import { checkAnswer, operationOf } from './test-support/wire-types/check-answer.ts';
import { clientOperations } from './test-support/wire-types/client-package.ts';
import { notServed } from './test-support/wire-types/not-served.ts';

const own = { client_id: 'client-1', client_secret: 'secret' };

/** One answer of every operation that is served, and of every state that an account can be in. */
async function callEverything(sandbox: TestSandbox, base: string): Promise<void> {
  const { control } = sandbox;
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await sandbox.api(method, base + path, body);
    expect([method, path, answer.status, answer.status < 300 ? '' : answer.body]).toEqual([
      method,
      path,
      expect.any(Number),
      '',
    ]);
    return answer.body;
  };
  const configOf = async (slug: string, options: object) => {
    const answer = await call('POST', '/auth_configs', { toolkit: { slug }, auth_config: options });
    return String(field(answer, 'auth_config', 'id'));
  };
  const custom = (authScheme: string, credentials: object = {}) => ({
    type: 'use_custom_auth',
    authScheme,
    credentials,
  });

  for (const list of ['/toolkits', '/toolkits/categories', '/toolkits/changelog', '/tools?limit=20', '/tools/enum']) {
    await call('GET', list);
  }
  await call('POST', '/toolkits/multi', { toolkits: ['slack', 'github'] });
  for (const slug of ['slack', 'linear_mcp', 'google_admin', 'hackernews']) await call('GET', `/toolkits/${slug}`);
  await call('GET', '/tools/SLACK_SEND_MESSAGE');
  await call('POST', '/tools/scopes/required', { tools: ['SLACK_SEND_MESSAGE', 'HACKERNEWS_GET_FRONTPAGE'] });
  await call('POST', '/tools/execute/SLACK_SEND_MESSAGE/input', { text: 'Say hello in #general' });
  await call('GET', '/triggers_types?limit=50');
  await call('GET', '/triggers_types/list/enum');
  await call('GET', '/triggers_types/SLACK_RECEIVE_MESSAGE');

  const managed = await configOf('slack', { type: 'use_composio_managed_auth' });
  const byOwnClient = await configOf('slack', custom('OAUTH2', own));
  await call('GET', '/auth_configs');
  await call('GET', `/auth_configs/${managed}`);
  await call('PATCH', `/auth_configs/${managed}`, { type: 'default', name: 'ours' });
  await call('PATCH', `/auth_configs/${managed}/DISABLED`);
  await call('PATCH', `/auth_configs/${managed}/ENABLED`);

  const link = async (config: string) => {
    const answer = await call('POST', '/connected_accounts/link', { auth_config_id: config, user_id: userId });
    return { id: String(answer['connected_account_id']), token: String(answer['link_token']) };
  };
  const accountOf = async (config: string) => {
    const { id, token } = await link(config);
    control.approve(token);
    return id;
  };
  const account = await accountOf(managed);
  for (const status of ['INITIALIZING', 'INITIATED', 'FAILED', 'EXPIRED', 'INACTIVE', 'REVOKED', 'ACTIVE'] as const) {
    control.setAccountStatus(account, status);
    await call('GET', `/connected_accounts/${account}`);
  }
  await call('PATCH', `/connected_accounts/${account}`, { alias: 'work' });
  await call('PATCH', `/connected_accounts/${account}/status`, { enabled: false });
  await call('PATCH', `/connected_accounts/${account}/status`, { enabled: true });
  await call('POST', '/connected_accounts', {
    auth_config: { id: byOwnClient },
    connection: { user_id: userId, callback_url: 'https://product.example/back' },
  });
  await connectEverySchemeByForm(call, configOf);

  const trigger = await call('POST', '/trigger_instances/SLACK_RECEIVE_MESSAGE/upsert', {
    connected_account_id: account,
    trigger_config: { channel: 'C1' },
  });
  await call('GET', '/trigger_instances/active?show_disabled=true');
  const manage = `/trigger_instances/manage/${String(trigger['trigger_id'])}`;
  await call('PATCH', manage, { status: 'disable' });
  await call('DELETE', manage);

  await call('POST', '/tools/execute/SLACK_SEND_MESSAGE', {
    connected_account_id: account,
    arguments: { channel: 'C1', text: 'hello' },
  });
  const proxied = { connected_account_id: account, endpoint: '/me', method: 'GET' };
  expect(await call('POST', '/tools/execute/proxy', proxied)).toMatchObject({ data: { email: 'ada@example.com' } });
  for (const endpoint of ['/file', '/missing']) await call('POST', '/tools/execute/proxy', { ...proxied, endpoint });

  await uploadFile(call);
  await call('GET', '/files/list');

  const endpoint = await call('POST', '/webhook_endpoints', { toolkit_slug: 'slack', client_id: own.client_id });
  await call('POST', '/webhook_endpoints', { toolkit_slug: 'slack', client_id: own.client_id });
  await call('GET', '/webhook_endpoints');
  const endpointPath = `/webhook_endpoints/${String(endpoint['id'])}`;
  await call('GET', endpointPath);
  await call('PATCH', endpointPath, { data: { signing_secret: 'x' } });
  await call('POST', endpointPath, { data: {} });

  const subscription = await call('POST', '/webhook_subscriptions', {
    webhook_url: 'https://product.example/webhooks',
    enabled_events: ['composio.trigger.message'],
  });
  const subscriptionPath = `/webhook_subscriptions/${String(subscription['id'])}`;
  for (const path of ['/webhook_subscriptions', '/webhook_subscriptions/event_types', subscriptionPath]) {
    await call('GET', path);
  }
  await call('PATCH', subscriptionPath, { version: 'V3' });
  await call('POST', `${subscriptionPath}/rotate_secret`);
  await call('DELETE', subscriptionPath);

  await call('GET', '/connected_accounts?limit=1000');
  await call('POST', `/connected_accounts/${await accountOf(managed)}/refresh`);
  const ended = await accountOf(managed);
  await call('POST', `/connected_accounts/${ended}/revoke`);
  await call('DELETE', `/connected_accounts/${ended}`);

  control.setVerifier('https://product.example/oauth/verify');
  const { token } = await link(await configOf('slack', { type: 'use_composio_managed_auth' }));
  control.approve(token);
  control.setVerifier(null);
  const [session] = control.sessions();
  await call('POST', '/connected_accounts/complete_auth', { user_id: userId, session_uri: session?.uri });
  await call('DELETE', `/auth_configs/${managed}`);
}

type Call = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;

/** What a person would enter for every scheme that has a form, and DCR, which has none. */
async function connectEverySchemeByForm(
  call: Call,
  configOf: (slug: string, options: object) => Promise<string>,
): Promise<void> {
  const list = await call('GET', '/toolkits?limit=1000');
  const schemes = [
    'API_KEY',
    'BEARER_TOKEN',
    'BASIC',
    'GOOGLE_SERVICE_ACCOUNT',
    'BILLCOM_AUTH',
    'SERVICE_ACCOUNT',
    'S2S_OAUTH2',
  ];
  for (const authScheme of schemes) {
    const app = items({ status: 200, body: list }).find(({ auth_schemes: all }) =>
      (all as string[]).includes(authScheme),
    );
    const slug = String(app?.['slug']);
    const detail = await call('GET', `/toolkits/${slug}`);
    const fields = (
      detail['auth_config_details'] as { mode: string; fields: Record<string, { required: { name: string }[] }> }[]
    ).find(({ mode }) => mode === authScheme)?.fields['connected_account_initiation']?.required;
    const val = Object.fromEntries((fields ?? []).map(({ name }) => [name, 'ada@example.com']));
    const id = await configOf(slug, { type: 'use_custom_auth', authScheme, credentials: {} });
    const answer = await call('POST', '/connected_accounts', {
      auth_config: { id },
      connection: { user_id: userId, state: { authScheme, val: { ...val, status: 'ACTIVE' } } },
    });
    await call('GET', `/connected_accounts/${String(answer['id'])}`);
  }
}

async function uploadFile(call: Call): Promise<void> {
  const bytes = 'hello';
  const md5 = createHash('md5').update(bytes).digest('hex');
  const file = {
    toolkit_slug: 'slack',
    tool_slug: 'SLACK_SEND_MESSAGE',
    filename: 'a.txt',
    mimetype: 'text/plain',
    md5,
  };
  const { new_presigned_url: address } = await call('POST', '/files/upload/request', file);
  expect((await fetch(String(address), { method: 'PUT', body: bytes })).status).toBe(200);
}

/** Milliseconds: the first of them generates the client's schemas, on whatever machine. */
const LONG_MS = 60_000;

it.each(['/api/v3.1', '/api/v3'])(
  'answers every call of %s as the newest client declares it',
  { timeout: LONG_MS },
  async (base) => {
    const seen = new Set<string>();
    const sandbox = await testSandbox({
      onAnswer: (answer) => {
        expect([answer.path, checkAnswer(answer)]).toEqual([answer.path, []]);
        if (answer.status < 300) seen.add(`${answer.method} ${operationOf(answer.method, answer.path)?.path}`);
      },
    });
    await callEverything(sandbox, base);
    const isNotServed = (path: string) => Object.keys(notServed).some((start) => path.startsWith(start));
    const wanted = clientOperations().filter(({ path }) => !isNotServed(path));
    expect(wanted.map(({ method, path }) => `${method} ${path}`).filter((each) => !seen.has(each))).toEqual([]);
  },
);

it.each([
  ['a field too many', { id: 'ac_1', surprise: true }, 'surprise'],
  ['a field missing', {}, 'required'],
])('notices %s', (_what, config, why) => {
  const body = {
    toolkit: { slug: 'slack' },
    auth_config: { auth_scheme: 'OAUTH2', is_composio_managed: true, ...config },
  };
  const [difference] = checkAnswer({ method: 'POST', path: '/api/v3/auth_configs', status: 201, body });
  expect(difference).toContain(why);
});

it.each([
  ['another status', { method: 'GET', path: '/api/v3.1/toolkits', status: 201, body: {} }],
  ['a call that the client does not know', { method: 'GET', path: '/api/v3.1/wishes', status: 200, body: {} }],
  [
    'an error without its envelope',
    { method: 'GET', path: '/api/v3.1/toolkits', status: 404, body: { message: 'no' } },
  ],
])('notices %s', (_what, answer) => {
  expect(checkAnswer(answer)).toHaveLength(1);
});
