import { afterAll, beforeAll, expect, it } from 'vitest';
import { documents } from '../../../../../../packages/exact-json/src/documents.fixture.ts';
import { connected } from '../../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../../test/support/test-browser.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../../../../test/support/webhook.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { messageOf } from './delivery-message.ts';

const LONG = process.env['PATCHBAY_ATTACK'] === 'full';
const DOCUMENTS = [...documents(LONG ? 10_000 : 300, 7)].map(({ text }) => text);
const AT_ONCE = 20;

let app: TestApp;
let ada: TestBrowser;
let accountId: string;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET } });
  ada = await app.person();
  accountId = (await connected(app, ada, 'github')).account?.id ?? '';
}, 120_000);

afterAll(() => app[Symbol.asyncDispose]());

async function receive(text: string): Promise<void> {
  const body = triggerMessage({ accountId }).replace('"data":{}', () => `"data":${text}`);
  expect((await post(app, { body })).status).toBe(200);
}

/** The body of each event's delivery, without the envelope. */
async function bodies(): Promise<string[]> {
  const em = app.deps.orm.em.fork();
  const ids = await executeSql<{ id: string }>(
    em,
    `select id from events where workspace_id = $1 and type = 'trigger.message'`,
    [ada.workspaceId],
  );
  const texts: string[] = [];
  for (const { id: eventId } of ids) {
    const delivery = { workspaceId: ada.workspaceId, eventId, createdAt: app.clock.now() } as ClaimedDelivery;
    const body = (await messageOf(em, delivery, { types: null })) ?? '';
    texts.push(body.slice(body.indexOf('"payload":') + 10, -2));
  }
  return texts;
}

it(
  'a payload is received, stored and written into a delivery with every number as it came',
  async () => {
    for (let from = 0; from < DOCUMENTS.length; from += AT_ONCE)
      await Promise.all(DOCUMENTS.slice(from, from + AT_ONCE).map(receive));
    await app.runJobs();
    expect((await bodies()).toSorted()).toEqual(DOCUMENTS.toSorted());
  },
  LONG ? 900_000 : 60_000,
);
