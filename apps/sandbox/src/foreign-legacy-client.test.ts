import type { Composio } from 'composio-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestSandbox, testSandbox, userId } from './test-support/test-sandbox.ts';

/** What people did with the vendor's client before v3, beside what the adapter on it does. */
interface Call {
  call: string;
  run: (composio: Composio, sandbox: TestSandbox) => Promise<unknown>;
  /** What comes of it; an error where the stand-in or the client itself refuses. */
  expected: object;
}

const tokenOf = (url: string | null | undefined): string => url?.split('/').at(-1) ?? '';

async function activeSlack(composio: Composio, sandbox: TestSandbox): Promise<string> {
  const request = await composio.getEntity(userId).initiateConnection({ appName: 'slack' });
  sandbox.control.approve(tokenOf(request.redirectUrl));
  return request.connectedAccountId;
}

const hello = { channel: 'C1', text: 'hello' };
const proxied = { endpoint: '/notes', method: 'POST', parameters: [], body: { text: 'hello' } } as const;
const unserved = { errCode: 'BACKEND::NOT_FOUND' };

const calls: Call[] = [
  {
    call: 'apps.list',
    run: async (composio) => ({ keys: (await composio.apps.list()).map(({ key }) => key) }),
    expected: { keys: expect.arrayContaining(['slack', 'github']) },
  },
  {
    call: 'apps.get',
    run: (composio) => composio.apps.get({ appKey: 'slack' }),
    expected: { key: 'slack', name: 'slack' },
  },
  {
    call: 'apps.getRequiredParams',
    run: (composio) => composio.apps.getRequiredParams('slack'),
    expected: { availableAuthSchemes: expect.arrayContaining(['OAUTH2']) },
  },
  {
    call: 'actions.list',
    run: (composio) => composio.actions.list({ apps: 'slack' }),
    expected: { items: expect.arrayContaining([expect.objectContaining({ name: 'SLACK_SEND_MESSAGE' })]) },
  },
  {
    call: 'actions.get',
    run: (composio) => composio.actions.get({ actionName: 'SLACK_SEND_MESSAGE' }),
    expected: { name: 'SLACK_SEND_MESSAGE', parameters: { required: ['channel', 'text'] } },
  },
  {
    call: 'entity.initiateConnection, and waitUntilActive',
    run: async (composio, sandbox) => {
      const request = await composio.getEntity(userId).initiateConnection({ appName: 'slack' });
      sandbox.control.approve(tokenOf(request.redirectUrl));
      return request.waitUntilActive(5);
    },
    expected: { status: 'ACTIVE', appName: 'slack' },
  },
  {
    call: 'integrations.list and get',
    run: async (composio, sandbox) => {
      await activeSlack(composio, sandbox);
      const [first] = (await composio.integrations.list({ appName: 'slack' })).items;
      return composio.integrations.get({ integrationId: first?.id ?? '' });
    },
    expected: { appName: 'slack', authScheme: 'OAUTH2' },
  },
  {
    call: 'integrations.create: not served, since nothing of ours ever called it',
    run: (composio) =>
      composio.integrations.create({
        appUniqueKey: 'slack',
        name: 'mine',
        useComposioAuth: true,
        authScheme: 'OAUTH2',
      }),
    expected: unserved,
  },
  {
    call: 'connectedAccounts.initiate with an integration',
    run: async (composio, sandbox) => {
      await activeSlack(composio, sandbox);
      const [first] = (await composio.integrations.list({ appName: 'slack' })).items;
      return composio.connectedAccounts.initiate({
        integrationId: first?.id,
        entityId: userId,
        redirectUri: undefined,
      });
    },
    expected: { connectionStatus: 'INITIATED', redirectUrl: expect.stringContaining('http') },
  },
  {
    call: 'connectedAccounts.list and get',
    run: async (composio, sandbox) => {
      const id = await activeSlack(composio, sandbox);
      const { items } = await composio.connectedAccounts.list({ user_uuid: userId });
      return {
        listed: items.map((item) => item.id),
        got: await composio.connectedAccounts.get({ connectedAccountId: id }),
      };
    },
    expected: { listed: [expect.stringMatching(/^ca_/)], got: { status: 'ACTIVE' } },
  },
  {
    call: 'connectedAccounts.disable and enable',
    run: async (composio, sandbox) => {
      const connectedAccountId = await activeSlack(composio, sandbox);
      await composio.connectedAccounts.disable({ connectedAccountId });
      return composio.connectedAccounts.enable({ connectedAccountId });
    },
    expected: { status: 'success' },
  },
  {
    call: 'connectedAccounts.reinitiateConnection: not served',
    run: async (composio, sandbox) => {
      const connectedAccountId = await activeSlack(composio, sandbox);
      return composio.connectedAccounts.reinitiateConnection({ connectedAccountId, data: {} });
    },
    expected: unserved,
  },
  {
    call: 'connectedAccounts.delete',
    run: async (composio, sandbox) =>
      composio.connectedAccounts.delete({ connectedAccountId: await activeSlack(composio, sandbox) }),
    expected: { status: 'success', count: 1 },
  },
  {
    call: 'entity.getConnection and getConnections',
    run: async (composio, sandbox) => {
      await activeSlack(composio, sandbox);
      const entity = composio.getEntity(userId);
      return { all: await entity.getConnections(), one: await entity.getConnection({ appName: 'slack' }) };
    },
    expected: { all: [{ appName: 'slack' }], one: { appName: 'slack', status: 'ACTIVE' } },
  },
  {
    call: 'actions.execute',
    run: async (composio, sandbox) => {
      const connectedAccountId = await activeSlack(composio, sandbox);
      const requestBody = { connectedAccountId, input: hello };
      return composio.actions.execute({ actionName: 'SLACK_SEND_MESSAGE', requestBody });
    },
    expected: { successful: true, data: hello },
  },
  {
    call: 'entity.execute, which takes five calls',
    run: async (composio, sandbox) => {
      await activeSlack(composio, sandbox);
      return composio.getEntity(userId).execute({ actionName: 'SLACK_SEND_MESSAGE', params: hello });
    },
    expected: { successful: true, data: hello },
  },
  {
    call: 'actions.executeRequest: the app’s data without its status and headers',
    run: async (composio, sandbox) =>
      composio.actions.executeRequest({
        ...proxied,
        connectedAccountId: await activeSlack(composio, sandbox),
      } as never),
    expected: { successful: true, data: { method: 'POST', path: '/notes', body: { text: 'hello' } } },
  },
  {
    call: 'actions.executeRequest to the address of another host',
    run: async (composio, sandbox) => {
      const connectedAccountId = await activeSlack(composio, sandbox);
      return composio.actions.executeRequest({
        ...proxied,
        endpoint: 'https://evil.example/x',
        connectedAccountId,
      } as never);
    },
    expected: { errCode: 'BACKEND::BAD_REQUEST' },
  },
  {
    call: 'triggers.list and get',
    run: async (composio) => ({
      listed: (await composio.triggers.list({ appNames: ['slack'] })).length > 0,
      got: await composio.triggers.get({ triggerName: 'SLACK_RECEIVE_MESSAGE' }),
    }),
    expected: { listed: true, got: { name: 'SLACK_RECEIVE_MESSAGE' } },
  },
  {
    call: 'triggers.list of an app that has none: the client makes an error of an empty list',
    run: (composio) => composio.triggers.list({ appNames: ['no_such_app'] }),
    expected: { errCode: 'BACKEND::NOT_FOUND' },
  },
  {
    call: 'entity.setupTrigger, and activeTriggers.list',
    run: async (composio, sandbox) => {
      await activeSlack(composio, sandbox);
      const config = { channel: 'C1' };
      await composio.getEntity(userId).setupTrigger({ app: 'slack', triggerName: 'SLACK_RECEIVE_MESSAGE', config });
      return composio.activeTriggers.list({});
    },
    expected: [{ triggerName: 'SLACK_RECEIVE_MESSAGE' }],
  },
  {
    call: 'triggers.setup, disable, enable and delete',
    run: async (composio, sandbox) => {
      const connectedAccountId = await activeSlack(composio, sandbox);
      const setup = { connectedAccountId, triggerName: 'SLACK_RECEIVE_MESSAGE', config: { channel: 'C1' } };
      const { triggerId } = await composio.triggers.setup(setup);
      await composio.triggers.disable({ triggerId });
      await composio.triggers.enable({ triggerId });
      await composio.triggers.delete({ triggerInstanceId: triggerId });
      return { left: await composio.activeTriggers.list({}) };
    },
    expected: { left: [] },
  },
  {
    call: 'backendClient.getClientId',
    run: async (composio) => ({ id: await composio.backendClient.getClientId() }),
    expected: { id: 'sandbox' },
  },
  {
    call: 'anything, once the service has removed this generation of its API: the client stumbles over 410',
    run: async (composio, sandbox) => {
      sandbox.control.switches.legacyGone = true;
      return composio.apps.list();
    },
    expected: expect.any(Error),
  },
];

describe('the client before v3, as an outside developer would use it', () => {
  // At import it decides whether to start processes that send what it does. Each construction asks the package registry for a newer
  // version, for which there is no switch: it meets a closed port of this machine, and ignores that.
  beforeAll(() => {
    vi.stubEnv('TELEMETRY_DISABLED', 'true');
    vi.stubEnv('COMPOSIO_LOGGING_LEVEL', 'silent');
    vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:1');
  });
  afterAll(() => void vi.unstubAllEnvs());

  it.each(calls)('$call', async ({ run, expected }) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const sandbox = await testSandbox();
    const { Composio: Client } = await import('composio-core');
    const composio = new Client({ apiKey: sandbox.apiKey, baseUrl: sandbox.url, allowTracing: false });
    expect(await run(composio, sandbox).catch((error: unknown) => error)).toMatchObject(expected);
  });
});
