import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPending } from '../../../test/support/attempts.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app[Symbol.asyncDispose]());

/** The value of one metric line, such as `patchbay_backlog_size{backlog="deliveries_due"}`. */
function valueOf(metrics: string, line: string): number {
  const found = metrics.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? Number.NaN);
}

it('reports the size and age of each backlog', async () => {
  const ada = await app.person();
  await startPending(app, ada);
  const pool = app.deps.orm.em.fork();
  await pool.execute(
    `update connection_attempts set opened_at = now() - interval '90 s', expires_at = now() - interval '30 s'`,
  );
  const [message] = await pool.execute<{ id: string }[]>(`select gen_random_uuid() as id`);
  const at = (Date.now() - 120_000).toString(16).padStart(12, '0');
  const id = `${at.slice(0, 8)}-${at.slice(8)}-7${message!.id.slice(15)}`;
  await pool.execute(`insert into webhook_queue (id) values ('${id}')`);
  await pool.execute(
    `insert into webhook_dead_letters values (gen_random_uuid(), 'a reason', now() - interval '1 hour')`,
  );

  const answer = await fetch(`${app.url}/metrics`);
  const metrics = await answer.text();
  const size = (backlog: string) => valueOf(metrics, `patchbay_backlog_size{backlog="${backlog}"}`);
  const age = (backlog: string) => valueOf(metrics, `patchbay_backlog_age_seconds{backlog="${backlog}"}`);

  expect(answer.status).toBe(200);
  expect(valueOf(metrics, 'patchbay_database_up')).toBe(1);
  expect([size('attempts_pending'), size('attempts_overdue'), size('webhook_messages')]).toEqual([1, 1, 1]);
  expect([size('deliveries_due'), age('deliveries_due'), size('webhook_messages_failed')]).toEqual([0, 0, 1]);
  for (const [backlog, seconds] of Object.entries({
    attempts_pending: 90,
    attempts_overdue: 30,
    webhook_messages: 120,
  })) {
    expect(age(backlog)).toBeGreaterThanOrEqual(seconds - 1);
    expect(age(backlog)).toBeLessThan(seconds + 60);
  }
  expect(metrics).toMatch(/patchbay_provider_calls_total\{share="request"\} [1-9]/);
});

it('reports waiting and failed jobs', async () => {
  const schema = 'pgboss';
  const em = app.deps.orm.em.fork();
  await em.execute(`update ${schema}.job set state = 'failed', completed_on = now() where name = 'sweep-attempts'`);
  const [{ count } = { count: '0' }] = await em.execute<{ count: string }[]>(
    `select count(*) from ${schema}.job where state in ('created', 'retry') and start_after <= now()`,
  );
  const fresh = await startTestApp({ beside: app });
  const metrics = await (await fetch(`${fresh.url}/metrics`)).text();
  await fresh[Symbol.asyncDispose]();
  const waiting = [...metrics.matchAll(/^patchbay_jobs\{queue="[^"]+",state="waiting"\} (\d+)$/gm)];
  expect(waiting.reduce((sum, [, size]) => sum + Number(size), 0)).toBe(Number(count));
});

it('leaves them out when the database does not respond, and reports that', async () => {
  const beside = await startTestApp({ beside: app });
  await beside.deps.orm.close();
  const metrics = await (await fetch(`${beside.url}/metrics`)).text();
  expect(valueOf(metrics, 'patchbay_database_up')).toBe(0);
  expect(metrics).not.toContain('patchbay_backlog_size{');
  expect(metrics).toContain('process_cpu_seconds_total');
  await beside[Symbol.asyncDispose]();
});
