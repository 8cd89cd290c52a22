import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTITIES } from '../../entities.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { closeDatabase, openDatabase, poolOf } from '../../platform/orm/database.ts';
import { wrapQuery } from '../../platform/orm/query-wrapper.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { newService } from '../../../test/support/test-service.ts';
import { checkWebhookHealth } from '../inbound-webhooks/registration/webhook-health.ts';
import { registerWebhook } from '../inbound-webhooks/registration/register-webhook.ts';
import { readWorkspaceHealth } from './read-workspace-health.ts';

let app: TestApp;
let ada: TestBrowser;

const run = <Row>(text: string, values: unknown[] = []) => executeSql<Row>(app.deps.orm.em.fork(), text, values);

/** Connections of a workspace, the first of which are broken: expired, and with calls that fail. */
const connect = (workspaceId: string, { active, expired = 0, failing = 0 }: Record<string, number>) =>
  run(
    `insert into entity_connections (workspace_id, id, app_slug, label, status, reason_code, connection_id, health_parts,
            added_by, created_at, updated_at)
     select $1, gen_random_uuid(), 'slack', 'No. ' || n, case when n <= $3::int then 'expired' else 'active' end,
            case when n <= $3 then 'grant_revoked' end, 'ca_' || $1 || n,
            case when n > $3 and n <= $3 + $4::int then '{"failedCalls":5}' else '{"failedCalls":0}' end::jsonb,
            '{"kind":"user","id":"u","name":"Ada Lovelace"}', now(), now()
       from generate_series(1, $2::int + $3 + $4) n`,
    [workspaceId, active, expired, failing],
  );

/** A delivery for each number, all of which wait for an endpoint that does not answer. */
async function failEndpoint(browser: TestBrowser, waiting: number): Promise<string> {
  const input = { url: 'https://hooks.example.com/orders', description: 'Orders' };
  const { endpoint } = await browser.trpc.endpoints.create.mutate(input);
  await run(`update endpoints set failing_since = now() - interval '1 day' where id = $1`, [endpoint.id]);
  await run(
    `insert into deliveries (workspace_id, id, endpoint_id, status, attempt, due_at, created_at)
     select $1, (overlay(gen_random_uuid()::text placing $4 from 1 for 13))::uuid, $2, 'waiting', 3,
            now() + interval '1 hour', now()
       from generate_series(1, $3::int) n`,
    [browser.workspaceId, endpoint.id, waiting, timeOfId(app.clock.now())],
  );
  return endpoint.id;
}

/** The first characters of ids of now: deliveries are partitioned by them. */
function timeOfId(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

const found = async (browser = ada) =>
  (await browser.trpc.health.get.query()).findings.map(({ code, subject }) => [code, subject?.label || subject?.name]);

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person();
});
afterAll(() => app[Symbol.asyncDispose]());

describe('202 connections with 5 broken, a dead endpoint with 3,000 waiting deliveries, a wrong key, no webhook', () => {
  beforeAll(async () => {
    await connect(ada.workspaceId, { active: 197, expired: 3, failing: 2 });
    await failEndpoint(ada, 3_000);
    // Others have more, which makes an index worth it.
    await connect('another', { active: 20_000, expired: 40 });
    await run('analyze entity_connections');
    await checkWebhookHealth(app.deps);
    app.sandbox.control.faults.set([{ match: {}, status: 401 }]);
    await checkWebhookHealth(app.deps);
    app.sandbox.control.clearRequests();
    return () => app.sandbox.control.faults.clear();
  });

  it('each is named, the worst first, in words that a person acts on', async () => {
    const health = await ada.trpc.health.get.query();
    expect(health).toMatchObject({
      level: 'down',
      connections: { active: 199, expired: 3, needAttention: 5 },
      endpoints: { total: 1, failing: 1 },
    });
    expect(
      health.findings.map(({ message, subject }) => `${subject?.label || subject?.name || '-'}: ${message}`),
    ).toEqual([
      '-: Composio rejected the API key, so nothing can be connected or run.',
      'Orders: Deliveries fail, and 3,000 deliveries are waiting.',
      'No. 1: Access was revoked in the app.',
      'No. 2: Access was revoked in the app.',
      'No. 3: Access was revoked in the app.',
      '-: No webhook is registered, so no events arrive.',
      'No. 4: The last 5 action calls failed.',
      'No. 5: The last 5 action calls failed.',
    ]);
    for (const { remedy } of health.findings) expect(remedy).toMatch(/\w{3}/);
  });

  it('the provider is not asked, and the answer takes a few statements and less than a second', async () => {
    await using spied = await spiedDatabase();
    await spied.read(ada.workspaceId);
    spied.sent.length = 0;
    const began = performance.now();
    await spied.read(ada.workspaceId);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(spied.sent.length).toBeGreaterThan(4);
    expect(spied.sent.length).toBeLessThanOrEqual(8);
    expect(app.sandbox.control.requests()).toEqual([]);
  });

  it('broken connections are found by an index, and not by reading all of them', async () => {
    await using spied = await spiedDatabase();
    await spied.read('another');
    const broken = spied.sent.find(({ text }) => text.includes('stoppedTriggers'));
    const plan = await run<object>(`explain (format json) ${broken?.text ?? ''}`, broken?.values ?? []);
    expect(JSON.stringify(plan)).toContain('entity_connections_attention_idx');
  });
});

/** One connection of its own, whose statements are seen. */
async function spiedDatabase() {
  const { url } = app.deps.database ?? { url: '' };
  const orm = await openDatabase({ url, entities: ENTITIES, poolSize: 1, log: createLogger('silent') });
  const sent: { text: string; values: unknown[] }[] = [];
  const client = await (await poolOf(orm)).connect();
  wrapQuery(client, (query) => (...words) => {
    const [first, values = []] = words as [string | { text: string; values: unknown[] }, unknown[]?];
    sent.push(typeof first === 'string' ? { text: first, values } : first);
    return query(...words);
  });
  client.release();
  return {
    sent,
    read: (workspaceId: string) => readWorkspaceHealth({ ...app.deps, orm }, { em: orm.em.fork(), workspaceId }),
    [Symbol.asyncDispose]: () => closeDatabase(orm),
  };
}

describe('the health of a workspace', () => {
  it('is reported again when the provider works again, without a restart', async () => {
    await registerWebhook(app.deps);
    await checkWebhookHealth(app.deps);
    expect((await found()).map(([code]) => code)).not.toContain('provider_key_rejected');
    expect((await found()).map(([code]) => code)).not.toContain('webhook_missing');
  });

  it('is a workspace’s own: others see nothing of it, and the installation’s part the same', async () => {
    const grace = await app.person('Grace Hopper');
    expect(await grace.trpc.health.get.query()).toMatchObject({ level: 'inactive', findings: [] });
    await app.deps.provider.ensureWebhook({ url: 'https://elsewhere.example/', events: ['composio.trigger.message'] });
    await checkWebhookHealth(app.deps);
    expect(await found(grace)).toEqual([['webhook_elsewhere', undefined]]);
    expect(JSON.stringify(await grace.trpc.health.get.query())).not.toContain('elsewhere.example');
    await registerWebhook(app.deps);
    await checkWebhookHealth(app.deps);
  });

  it('agrees with System health, which says the same in more detail', async () => {
    const admin = await app.admin('Root');
    app.clock.advance(60_000);
    app.sandbox.control.faults.set([{ match: {}, status: 403 }]);
    const { checks } = await admin.trpc.system.health.query();
    app.sandbox.control.faults.clear();
    const [finding] = (await admin.trpc.health.get.query()).findings;
    expect(finding).toMatchObject({ code: 'provider_permission_missing', level: 'down' });
    const check = checks.find(({ name }) => name === 'provider');
    expect(check).toMatchObject({ status: 'failed', remedy: finding?.remedy });
    expect(check?.says).toContain(finding?.message);
    app.clock.advance(60_000);
    await admin.trpc.system.health.query();
    expect((await admin.trpc.health.get.query()).findings).toEqual([]);
  });

  it('may be read by viewers and by services that may read connections', async () => {
    const victor = await (await app.person('Victor')).join(ada, 'viewer');
    expect(await codeOf(victor.trpc.health.get.query())).toBe('ok');
    const reader = await newService(ada, ['connections:read']);
    expect(await codeOf(reader.health.get.query())).toBe('ok');
    const other = await newService(ada, ['events:read']);
    expect(await codeOf(other.health.get.query())).toBe('SCOPE_MISSING');
  });
});
