import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connected } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../test/support/test-browser.ts';
import { openStream, watchFrom } from '../../../test/support/watch-stream.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../../../test/support/webhook.ts';
import { continueHistory } from './continue-history.ts';
import { poolOf } from './database.ts';

let app: TestApp;
let ada: TestBrowser;
let pool: Pool;
let account: string;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET } });
  pool = await poolOf(app.deps.orm);
  ada = await app.person();
  account = (await connected(app, ada, 'github')).account?.id ?? '';
  await fire('BEFORE');
});

afterAll(() => app[Symbol.asyncDispose]());

async function fire(slug: string): Promise<void> {
  await post(app, { body: triggerMessage({ accountId: account, workspaceId: ada.workspaceId, slug, data: {} }) });
  await app.runJobs();
}

/** As after the restore of a dump from a server that had counted a million transactions more. */
async function restoreElsewhere(cluster = 'another'): Promise<void> {
  for (const table of ['connection_events', 'events'])
    await pool.query(`update ${table} set tx_id = (tx_id::text::numeric + 1000000)::text::xid8`);
  await pool.query('update history_clock set cluster = $1', [cluster]);
}

const shift = async () => (await pool.query<{ shift: string }>('select shift from history_clock')).rows[0]?.shift;

it('changes nothing where the rows are of this server, whatever it is called', async () => {
  await pool.query(`update history_clock set cluster = null`);
  await continueHistory(app.deps.orm);
  expect(await shift()).toBe('0');
});

it('streams that begin after a restore tell what is new, of connections and of events', async () => {
  await restoreElsewhere();
  await continueHistory(app.deps.orm);
  await using connections = await openStream(ada, 'connections.watch');
  await using events = await openStream(ada, 'events.watch');
  await ada.trpc.connections.add.mutate({ app: 'slack' });
  await fire('AFTER');
  await expect(connections.until('"app":"slack"')).resolves.toBeUndefined();
  await expect(events.until('"trigger":"AFTER"')).resolves.toBeUndefined();
});

it('a reader that stopped before the dump heard nothing more after its restore: it goes on and misses nothing', async () => {
  await restoreElsewhere();
  const { rows } = await pool.query<{ place: string }>(
    `select tx_id || '-' || seq as place from connection_events order by tx_id, seq limit 1`,
  );
  await continueHistory(app.deps.orm);
  await ada.trpc.connections.add.mutate({ app: 'linear' });
  await using stream = await watchFrom(ada, 'connections.watch', { lastEventId: rows[0]?.place ?? '' });
  await expect(stream.until('"event":"authorized"')).resolves.toBeUndefined();
  await expect(stream.until('"app":"linear"')).resolves.toBeUndefined();
});

it('counts on also when the restored dump is dumped and restored again', async () => {
  await restoreElsewhere();
  await continueHistory(app.deps.orm);
  const first = Number(await shift());
  await ada.trpc.connections.add.mutate({ app: 'asana' });
  await restoreElsewhere('a third');
  await continueHistory(app.deps.orm);
  expect(Number(await shift())).toBeGreaterThan(first);
  await using stream = await openStream(ada, 'connections.watch');
  await ada.trpc.connections.add.mutate({ app: 'notion' });
  await expect(stream.until('"app":"notion"')).resolves.toBeUndefined();
});
