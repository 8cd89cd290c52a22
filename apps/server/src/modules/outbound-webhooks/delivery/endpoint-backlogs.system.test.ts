import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Receiver, startReceiver } from '../../../../test/support/receiver.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../../test/support/test-browser.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { BATCH, claimDeliveries, type ClaimedDelivery, PER_ENDPOINT } from './claim-deliveries.ts';
import { deliverDue } from './deliver-due.ts';
import { insertDeliveries } from './plan-deliveries.ts';
import { recordTry } from './record-try.ts';
import { RECOVERED_AT_ONCE } from '../queries/missed-events.ts';

const MINUTE = 60_000;

let app: TestApp;
let ada: TestBrowser;
let receiver: Receiver;

beforeAll(async () => {
  app = await startTestApp({ env: { ALLOW_PRIVATE_ENDPOINTS: true } });
  ada = await app.person();
});

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  for (const { id } of (await ada.trpc.endpoints.list.query()).items) await ada.trpc.endpoints.remove.mutate({ id });
  await receiver[Symbol.asyncDispose]();
});

afterAll(() => app[Symbol.asyncDispose]());

async function create(url = receiver.url): Promise<string> {
  return (await ada.trpc.endpoints.create.mutate({ url })).endpoint.id;
}

/** Plans `count` test deliveries for an endpoint, all due now. */
function plan(endpointId: string, count: number): Promise<number> {
  const { deps, clock } = app;
  const test = { workspaceId: ada.workspaceId, endpointId, eventId: null };
  const where = { tx: deps.orm.em.fork(), newId: deps.newId, now: clock.now() };
  return insertDeliveries(
    where,
    Array.from({ length: count }, () => test),
  );
}

function claim(leaseId = app.deps.newId()): Promise<ClaimedDelivery[]> {
  const now = app.clock.now();
  return claimDeliveries(app.deps.orm.em.fork(), { id: leaseId, now, until: new Date(now.getTime() + MINUTE) });
}

const countFor = (claimed: ClaimedDelivery[], endpointId: string) =>
  claimed.filter((each) => each.endpointId === endpointId).length;

async function statesOf(endpointId: string): Promise<Record<string, number>> {
  const rows = await executeSql<{ state: string; count: number }>(
    app.deps.orm.em.fork(),
    `select status || case when lease_id is null then '' else ', leased' end as state, count(*)::int as count
       from deliveries where endpoint_id = $1 group by 1`,
    [endpointId],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

const endpointOf = async (id: string) => (await ada.trpc.endpoints.list.query()).items.find((each) => each.id === id);

describe('an endpoint that is switched off while deliveries to it are in flight', () => {
  it('does not deadlock with them: eight responses of 410 at once switch it off and cancel all deliveries', async () => {
    // The responses are recorded at the same moment. Several rounds, because the timing varies.
    for (let round = 0; round < 5; round += 1) {
      const endpointId = await create();
      await plan(endpointId, PER_ENDPOINT);
      const leaseId = app.deps.newId();
      const claimed = await claim(leaseId);
      expect(claimed).toHaveLength(PER_ENDPOINT);
      const gone = { answer: { status: 410 }, ms: 1 };
      await Promise.all(claimed.map((delivery) => recordTry(app.deps, { delivery, leaseId }, gone)));
      expect(await endpointOf(endpointId)).toMatchObject({ status: 'off', offReason: 'gone' });
      expect(await statesOf(endpointId)).toEqual({ dead: PER_ENDPOINT });
    }
  });

  it('does not deadlock with successes that end a series of failures, nor with the person who switches it off', async () => {
    for (let round = 0; round < 5; round += 1) {
      const endpointId = await create();
      await plan(endpointId, PER_ENDPOINT);
      await executeSql(app.deps.orm.em.fork(), 'update endpoints set failing_since = now() where id = $1', [
        endpointId,
      ]);
      const leaseId = app.deps.newId();
      const claimed = await claim(leaseId);
      const answers = claimed.map((delivery, index) => {
        const answer = { status: index % 2 === 0 ? 204 : 500 };
        return recordTry(app.deps, { delivery, leaseId }, { answer, ms: 1 });
      });
      await Promise.all([...answers, ada.trpc.endpoints.update.mutate({ id: endpointId, enabled: false })]);
      expect(await endpointOf(endpointId)).toMatchObject({ status: 'off', offReason: 'person' });
      const { dead = 0, delivered = 0, ...others } = await statesOf(endpointId);
      // Which failures were recorded before the endpoint was switched off, and so are not pending, depends on timing.
      expect([dead + delivered, others]).toEqual([PER_ENDPOINT, {}]);
    }
  });

  it('records nothing for them afterwards, even if an admin sends one again in the meantime', async () => {
    const endpointId = await create();
    await plan(endpointId, 1);
    const leaseId = app.deps.newId();
    const [delivery] = await claim(leaseId);
    if (!delivery) throw new Error('nothing was due');
    await ada.trpc.endpoints.update.mutate({ id: endpointId, enabled: false });
    await ada.trpc.endpoints.update.mutate({ id: endpointId, enabled: true });
    await ada.trpc.deliveries.redeliver.mutate({ id: delivery.id });
    await recordTry(app.deps, { delivery, leaseId }, { answer: { status: 410 }, ms: 1 });
    expect(await endpointOf(endpointId)).toMatchObject({ status: 'on' });
    expect(await statesOf(endpointId)).toEqual({ waiting: 1 });
  });
});

describe('the backlog of one endpoint', () => {
  it('leaves a slot to another endpoint’s delivery that is due after all of it', async () => {
    const [a, b] = [await create(), await create()];
    await plan(a, 300);
    app.clock.advance(1);
    await plan(b, 1);
    const claimed = await claim();
    expect([countFor(claimed, a), countFor(claimed, b)]).toEqual([PER_ENDPOINT, 1]);
  });

  it('shares the slots with other backlogs, even with more of them than one claim can serve', async () => {
    const backlogs = await Promise.all(Array.from({ length: 9 }, () => create()));
    for (const id of backlogs) await plan(id, 30);
    app.clock.advance(1);
    const late = await create();
    await plan(late, 1);
    const claimed = await claim();
    expect(claimed).toHaveLength(BATCH);
    expect(countFor(claimed, late)).toBe(1);
    for (const id of backlogs) expect(countFor(claimed, id)).toBeGreaterThanOrEqual(4);
  });

  it('is delivered completely, oldest first', async () => {
    const endpointId = await create();
    await plan(endpointId, 300);
    await app.runJobs();
    expect(await statesOf(endpointId)).toEqual({ delivered: 300 });
    expect(receiver.received).toHaveLength(300);
  });

  it('is not claimed again while its process is sending to it', async () => {
    const [a, b] = [await create(), await create()];
    await plan(a, 300);
    await plan(b, 20);
    const now = app.clock.now();
    const lease = { id: app.deps.newId(), now, until: new Date(now.getTime() + MINUTE) };
    const claimed = await claimDeliveries(app.deps.orm.em.fork(), lease, { slots: 5, busy: [a] });
    expect([claimed.length, countFor(claimed, b)]).toEqual([5, 5]);
  });
});

/** Holds every request until it is released. */
async function startSlowReceiver() {
  const held: ServerResponse[] = [];
  const server = createServer((req, res) => {
    held.push(res);
    req.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    held,
    answerAll: () => held.forEach((res) => res.writeHead(204).end()),
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('an endpoint that does not answer', () => {
  it('delays its own deliveries and no others', async () => {
    using slow = await startSlowReceiver();
    const [a, b] = [await create(slow.url), await create()];
    await plan(a, PER_ENDPOINT + 1);
    await plan(b, PER_ENDPOINT * 3);
    const sending = deliverDue(app.deps);
    await vi.waitFor(async () => expect(await statesOf(b)).toEqual({ delivered: PER_ENDPOINT * 3 }), 8_000);
    // Also what becomes due while it does not respond.
    await ada.trpc.endpoints.test.mutate({ id: b });
    await vi.waitFor(async () => expect(await statesOf(b)).toEqual({ delivered: PER_ENDPOINT * 3 + 1 }), 8_000);
    // Its own deliveries start one after the other, a moment apart.
    await vi.waitFor(() => expect(slow.held).toHaveLength(PER_ENDPOINT), 8_000);
    expect(await statesOf(a)).toEqual({ 'waiting, leased': PER_ENDPOINT, waiting: 1 });
    slow.answerAll();
    expect(await sending).toBeGreaterThanOrEqual(PER_ENDPOINT * 4 + 1);
  });
});

describe('a recovery', () => {
  const missed = RECOVERED_AT_ONCE * 2 + 1;
  const since = () => new Date(app.clock.now().getTime() - MINUTE).toISOString();
  const recover = (endpointId: string, cursor?: string | null) =>
    ada.trpc.deliveries.recover.mutate({ endpointId, since: since(), ...(cursor ? { cursor } : {}) });

  beforeAll(async () => {
    const em = app.deps.orm.em.fork();
    // What happened before are events too, which a recovery reads.
    await executeSql(em, 'delete from events where workspace_id = $1', [ada.workspaceId]);
    await executeSql(
      em,
      `insert into events (workspace_id, id, message_id, connection_id, app_slug, trigger_slug, payload, verdict, received_at)
       select $1, (substr($2, 1, 23) || '-' || lpad(to_hex(n), 12, '0'))::uuid, 'missed_' || n, $3, 'github',
              'GITHUB_COMMIT_EVENT', '{}', 'accepted', $4
         from generate_series(1, $5::int) n`,
      [ada.workspaceId, app.deps.newId(), app.deps.newId(), app.clock.now(), missed],
    );
  });

  it('of more than one batch plans one batch per call and returns where to continue: it once ran in a single request', async () => {
    const endpointId = await create();
    const first = await recover(endpointId);
    expect(first).toEqual({ deliveries: RECOVERED_AT_ONCE, nextCursor: expect.any(String) });
    expect(await statesOf(endpointId)).toEqual({ waiting: RECOVERED_AT_ONCE });
    const second = await recover(endpointId, first.nextCursor);
    expect(second).toEqual({ deliveries: RECOVERED_AT_ONCE, nextCursor: expect.any(String) });
    expect(await recover(endpointId, second.nextCursor)).toEqual({ deliveries: 1, nextCursor: null });
    expect(await statesOf(endpointId)).toEqual({ waiting: missed });
  });

  it('that is repeated, or continued twice at once from the same cursor, plans each event once', async () => {
    const endpointId = await create();
    const { nextCursor } = await recover(endpointId);
    const again = await Promise.all([
      recover(endpointId),
      recover(endpointId, nextCursor),
      recover(endpointId, nextCursor),
    ]);
    expect(again.reduce((sum, { deliveries }) => sum + deliveries, 0)).toBe(RECOVERED_AT_ONCE);
    expect(new Set(again.slice(1).map((each) => each.nextCursor)).size).toBe(1);
    expect(await statesOf(endpointId)).toEqual({ waiting: RECOVERED_AT_ONCE * 2 });
  });

  it('counts events that the endpoint does not subscribe to: skipping them would be unbounded otherwise', async () => {
    const { endpoint } = await ada.trpc.endpoints.create.mutate({ url: receiver.url, apps: ['slack'] });
    expect(await recover(endpoint.id)).toEqual({ deliveries: 0, nextCursor: expect.any(String) });
  });

  it('does not start with events from before its time', async () => {
    const endpointId = await create();
    app.clock.advance(2 * 24 * 60 * MINUTE);
    expect(await recover(endpointId)).toEqual({ deliveries: 0, nextCursor: null });
  });
});
