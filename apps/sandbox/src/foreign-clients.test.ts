import { AuthScheme, Composio } from '@composio/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { receiver } from './test-support/receiver.ts';
import { type TestSandbox, testSandbox, userId } from './test-support/test-sandbox.ts';

/** What people try first with the vendor's newest SDK, beside what sdk.test.ts does with it. */
interface Call {
  call: string;
  run: (composio: Composio, sandbox: TestSandbox) => Promise<unknown>;
  /** What comes of it; an error where the live service refuses. */
  expected: object;
}

const tokenOf = (url: string | null | undefined): string => url?.split('/').at(-1) ?? '';

const keyConfig = (composio: Composio, slug = 'openai') =>
  composio.authConfigs.create(slug, { type: 'use_custom_auth', authScheme: 'API_KEY', credentials: {} });

async function activeSlack(composio: Composio, sandbox: TestSandbox): Promise<string> {
  const { id } = await composio.authConfigs.create('slack', { type: 'use_composio_managed_auth' });
  const request = await composio.connectedAccounts.link(userId, id);
  sandbox.control.approve(tokenOf(request.redirectUrl));
  return request.id;
}

const calls: Call[] = [
  {
    call: 'connectedAccounts.initiate with a key, and waitForConnection',
    run: async (composio) => {
      const { id } = await keyConfig(composio);
      const config = AuthScheme.APIKey({ generic_api_key: 'sk-1' });
      const request = await composio.connectedAccounts.initiate(userId, id, { config });
      return request.waitForConnection();
    },
    expected: { status: 'ACTIVE', authConfig: { authScheme: 'API_KEY' } },
  },
  {
    call: 'connectedAccounts.initiate with managed OAuth: retired',
    run: async (composio) => {
      const { id } = await composio.authConfigs.create('slack', { type: 'use_composio_managed_auth' });
      return composio.connectedAccounts.initiate(userId, id);
    },
    expected: { message: expect.stringContaining('no longer supported') },
  },
  {
    call: 'toolkits.authorize of managed OAuth: ends at the same retired call',
    run: (composio) => composio.toolkits.authorize(userId, 'slack'),
    expected: expect.any(Error),
  },
  {
    call: 'toolkits.getConnectedAccountInitiationFields',
    run: async (composio) => ({
      fields: await composio.toolkits.getConnectedAccountInitiationFields('openai', 'API_KEY'),
    }),
    expected: {
      fields: expect.arrayContaining([expect.objectContaining({ name: 'generic_api_key', required: true })]),
    },
  },
  {
    call: 'toolkits.getAuthConfigCreationFields',
    run: async (composio) => ({ fields: await composio.toolkits.getAuthConfigCreationFields('slack', 'OAUTH2') }),
    expected: { fields: expect.arrayContaining([expect.objectContaining({ name: 'client_id' })]) },
  },
  {
    call: 'tools.proxyExecute',
    run: async (composio, sandbox) => {
      const connectedAccountId = await activeSlack(composio, sandbox);
      return composio.tools.proxyExecute({ endpoint: '/me', method: 'GET', connectedAccountId });
    },
    expected: { status: 200, data: { email: 'ada@example.com' } },
  },
  {
    call: 'files.upload: the SDK itself refuses to put a file to this machine, where the stand-in’s storage is',
    run: (composio) =>
      composio.files.upload({
        file: new File(['hello'], 'hello.txt', { type: 'text/plain' }),
        toolSlug: 'SLACK_UPLOAD_OR_CREATE_A_FILE_IN_SLACK',
        toolkitSlug: 'slack',
      }),
    expected: { code: 'TS-SDK::BLOCKED_INTERNAL_URL' },
  },
  {
    call: 'connectedAccounts.completeAuth: the SDK has it, and the client that it can have here does not',
    run: async (composio, sandbox) => {
      sandbox.control.setVerifier('https://product.example/oauth/verify');
      const { id } = await composio.authConfigs.create('slack', { type: 'use_composio_managed_auth' });
      const request = await composio.connectedAccounts.link(userId, id);
      const back = new URL(sandbox.control.approve(tokenOf(request.redirectUrl)) ?? '');
      return composio.connectedAccounts.completeAuth({
        userId,
        sessionUri: back.searchParams.get('session_uri') ?? '',
      });
    },
    expected: expect.any(TypeError),
  },
  {
    call: 'triggers.verifyWebhook of a message that was delivered',
    run: async (composio, sandbox) => {
      const messages = await receiver();
      const { secret } = await composio.triggers.setWebhookSubscription({ webhookUrl: messages.url });
      const connectedAccountId = await activeSlack(composio, sandbox);
      const { triggerId } = await composio.triggers.create(userId, 'SLACK_RECEIVE_MESSAGE', { connectedAccountId });
      await sandbox.control.fire(triggerId);
      const { headers, body: payload } = await messages.next();
      const [id, signature, timestamp] = ['id', 'signature', 'timestamp'].map((name) =>
        String(headers[`webhook-${name}`]),
      );
      const message = {
        id: id ?? '',
        signature: signature ?? '',
        timestamp: timestamp ?? '',
        payload,
        secret: String(secret),
      };
      vi.setSystemTime(sandbox.clock.now);
      onTestFinished(() => void vi.useRealTimers());
      return composio.triggers.verifyWebhook(message);
    },
    expected: { version: 'V3', payload: { triggerSlug: 'SLACK_RECEIVE_MESSAGE' } },
  },
  {
    call: 'connectedAccounts.revoke',
    run: async (composio, sandbox) => composio.connectedAccounts.revoke(await activeSlack(composio, sandbox)),
    expected: {},
  },
  {
    call: 'triggers.create without the required configuration',
    run: async (composio, sandbox) => {
      const connectedAccountId = await activeSlack(composio, sandbox);
      return composio.triggers.create(userId, 'NO_SUCH_TRIGGER', { connectedAccountId });
    },
    expected: { name: 'ComposioTriggerTypeNotFoundError' },
  },
];

describe('the newest client, as an outside developer would use it', () => {
  it.each(calls)('$call', async ({ run, expected }) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const sandbox = await testSandbox();
    const composio = new Composio({
      apiKey: sandbox.apiKey,
      baseURL: sandbox.url,
      allowTracking: false,
      disableVersionCheck: true,
    });
    expect(await run(composio, sandbox).catch((error: unknown) => error)).toMatchObject(expected);
  });
});
