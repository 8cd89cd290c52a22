import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connected } from '../../../apps/server/test/support/connect.ts';
import { type Receiver, startReceiver } from '../../../apps/server/test/support/receiver.ts';
import { startTestApp, type TestApp } from '../../../apps/server/test/support/test-app.ts';
import type { TestBrowser } from '../../../apps/server/test/support/test-browser.ts';
import { listenToCommits } from '../../../apps/server/test/support/triggers.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../../../apps/server/test/support/webhook.ts';
import { documents } from '../../exact-json/src/documents.fixture.ts';
import { installInto } from '../scripts/install-into.mjs';
import type * as Client from '../src/index.ts';

const LONG = process.env['PATCHBAY_ATTACK'] === 'full';
const DOCUMENTS = [...documents(LONG ? 300 : 40, 1)].map(({ text }, n) => `${text.slice(0, -1)},"document":${n}.0}`);

let folder: string;
let packed: typeof Client;
let app: TestApp;
let ada: TestBrowser;
let receiver: Receiver;
let github: string;
let slack: string;
let accountId: string;
let client: Client.PatchbayClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-exact-'));
  installInto(folder);
  packed = (await import(
    pathToFileURL(join(folder, 'node_modules/@patchbay/client/dist/index.js')).href
  )) as typeof Client;
  const env = { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET, ALLOW_PRIVATE_ENDPOINTS: true, PATCHBAY_LOG_ARGUMENTS: 'on' };
  app = await startTestApp({ env: env as object });
  ada = await app.person();
  const connection = await connected(app, ada, 'github');
  [github, accountId] = [connection.id, connection.account?.id ?? ''];
  ({ id: slack } = await connected(app, ada));
  await listenToCommits(ada, github);
  receiver = await startReceiver();
  await ada.trpc.endpoints.create.mutate({ url: receiver.url });
  const scopes = [
    'connections:read',
    'connections:write',
    'actions:execute',
    'actions:read',
    'events:read',
    'events:write',
  ];
  const { token } = await ada.trpc.serviceKeys.create.mutate({ name: 'Exact', scopes: scopes as never });
  client = packed.createPatchbayClient({ baseUrl: app.url, serviceKey: token, workspace: ada.workspaceId });
}, 120_000);

afterAll(async () => {
  await receiver[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** The delivered payloads, as the raw text of the body. */
const delivered = () => receiver.received.map(({ body }) => body.slice(body.indexOf('"payload":') + 10, -2)).toSorted();

describe('every number of a payload keeps its text', { timeout: LONG ? 900_000 : 120_000 }, () => {
  it('from a webhook to deliveries, the stream, one event by itself, and a replay', async () => {
    const { lastEventId } = await client.events.position();
    for (const text of DOCUMENTS) {
      const body = triggerMessage({ accountId }).replace('"data":{}', () => `"data":${text}`);
      expect((await post(app, { body })).status).toBe(200);
    }
    await app.runJobs();
    const expected = DOCUMENTS.toSorted();
    expect(delivered()).toEqual(expected);

    const streamed = new Map<string, string>();
    for await (const { data } of client.events.watch({ lastEventId, payload: true })) {
      streamed.set(data.id, packed.writeJson(data.payload));
      if (streamed.size === DOCUMENTS.length) break;
    }
    expect([...streamed.values()].toSorted()).toEqual(expected);

    for (const [id, text] of [...streamed].slice(0, 20)) {
      expect(packed.writeJson((await client.events.get({ id })).payload)).toBe(text);
    }

    receiver.received.length = 0;
    for (const id of streamed.keys()) await client.events.replay({ id });
    await app.runJobs();
    expect(delivered()).toEqual(expected);
  });

  it('from an action’s arguments to the provider, its answer, the log, and the replay of the answer', async () => {
    for (const [n, text] of DOCUMENTS.entries()) {
      const call = {
        connectionId: slack,
        action: 'SLACK_SEND_MESSAGE',
        arguments: { channel: '#general', text: 'Hello', document: packed.parseJson(text) },
        idempotencyKey: `document-${n}`,
      };
      const first = await client.actions.execute(call);
      const again = await client.actions.execute(call);
      const sent = app.sandbox.control.requests().at(-1)?.body as { arguments: { document: unknown } };
      expect(JSON.stringify(sent.arguments.document)).toBe(text);
      expect(packed.writeJson(first.data['document'])).toBe(text);
      expect([again.replayed, packed.writeJson(again.data)]).toEqual([true, packed.writeJson(first.data)]);
    }
    const [latest] = (await client.actions.executions({ limit: 1 })).items;
    expect(latest?.arguments).toContain(DOCUMENTS.at(-1));
  });

  it('as a trigger’s configuration, and as a bigint of the caller’s', async () => {
    const config = { owner: 'ada', repo: 'exact', since: packed.parseJson('[1e400,-0,1.0,12345678901234567890]') };
    const enabled = await client.triggers.enable({ connectionId: github, trigger: 'GITHUB_COMMIT_EVENT', config });
    expect(packed.writeJson(enabled.trigger.config)).toBe(packed.writeJson(config));
    const listed = (await client.triggers.list({ connectionId: github })).items.find(
      ({ id }) => id === enabled.trigger.id,
    );
    expect(packed.writeJson(listed?.config)).toBe(packed.writeJson(config));
    const call = { connectionId: slack, action: 'SLACK_SEND_MESSAGE' };
    const { data } = await client.actions.execute({
      ...call,
      arguments: { channel: '#general', text: 'Hello', chat_id: 12345678901234567890n },
    });
    expect(data['chat_id']).toEqual(new packed.ExactNumber('12345678901234567890'));
  });
});
