import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { firstIdOf } from '../../platform/orm/partition-names.ts';
import { encodeCursor } from '../../platform/paging.ts';
import { connected } from '../../../test/support/connect.ts';
import { isSigned, type Receiver, startReceiver } from '../../../test/support/receiver.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { listenToCommits } from '../../../test/support/triggers.ts';
import { post, triggerMessage, type TriggerFacts, WEBHOOK_SECRET } from '../../../test/support/webhook.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import { claimDeliveries } from './delivery/claim-deliveries.ts';
import { recordTry } from './delivery/record-try.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let app: TestApp;
let ada: TestBrowser;
let receiver: Receiver;
let accountId: string;
let connectionId: string;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET, ALLOW_PRIVATE_ENDPOINTS: true } });
  ada = await app.person();
  const connection = await connected(app, ada, 'github');
  connectionId = connection.id;
  accountId = connection.account?.id ?? '';
  await listenToCommits(ada, connectionId);
});

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  for (const { id } of (await ada.trpc.endpoints.list.query()).items) await ada.trpc.endpoints.remove.mutate({ id });
  await receiver[Symbol.asyncDispose]();
});

afterAll(() => app[Symbol.asyncDispose]());

const create = (filters: { apps?: string[]; triggers?: string[] } = {}) =>
  ada.trpc.endpoints.create.mutate({ url: receiver.url, ...filters });
const update = (id: string, change: { enabled?: boolean; version?: number }) =>
  ada.trpc.endpoints.update.mutate({ id, ...change });
const endpoint = async (id: string) => (await ada.trpc.endpoints.list.query()).items.find((each) => each.id === id);
const deliveriesTo = async (endpointId: string) => (await ada.trpc.deliveries.list.query({ endpointId })).items;

async function fire(facts: Partial<TriggerFacts> = {}): Promise<void> {
  const body = triggerMessage({ accountId, workspaceId: ada.workspaceId, ...facts });
  expect((await post(app, { body })).status).toBe(200);
  await app.runJobs();
}

/** Advances the clock, and does what is due then. */
async function later(ms: number): Promise<void> {
  app.clock.advance(ms);
  await app.runJobs();
}

describe('an event', () => {
  it('is delivered, signed, with what the app sent', async () => {
    const { endpoint: made, secret } = await create();
    await fire({ data: { message: 'fix' } });
    const [message, ...others] = receiver.received;
    expect(others).toEqual([]);
    expect(message?.data).toMatchObject({
      connectionId,
      app: 'github',
      trigger: 'GITHUB_COMMIT_EVENT',
      payload: { message: 'fix' },
    });
    expect(message && isSigned(message, secret)).toBe(true);
    const [delivery] = await deliveriesTo(made.id);
    expect(delivery).toMatchObject({ status: 'delivered', dueAt: null, attempts: [{ status: 204, trouble: null }] });
    expect(message?.headers['webhook-id']).toBe(`msg_${delivery?.eventId}`);
  });

  it('shows its progress and its destination', async () => {
    const { endpoint: made } = await create();
    const states = async () => (await ada.trpc.events.list.query({ limit: 1 })).items[0]?.deliveries;
    receiver.answers.push(500);
    await fire();
    const [waiting] = await deliveriesTo(made.id);
    expect(waiting).toMatchObject({ app: 'github', trigger: 'GITHUB_COMMIT_EVENT' });
    expect(await states()).toEqual({ waiting: 1, retrying: 1, delivered: 0, dead: 0, dueAt: waiting?.dueAt });
    await later(6_000);
    expect(await states()).toEqual({ waiting: 0, retrying: 0, delivered: 1, dead: 0, dueAt: null });
    await ada.trpc.endpoints.test.mutate({ id: made.id });
    expect((await deliveriesTo(made.id))[0]).toMatchObject({ eventId: null, app: null, trigger: null });
  });

  it('goes to the endpoints that subscribe to it', async () => {
    await create({ apps: ['slack'] });
    await create({ triggers: ['OTHER_EVENT'] });
    const { endpoint: wanting } = await create({ apps: ['github', 'slack'], triggers: ['GITHUB_COMMIT_EVENT'] });
    await fire();
    expect(receiver.received).toHaveLength(1);
    expect(await deliveriesTo(wanting.id)).toHaveLength(1);
  });

  it('without a matching subscription is delivered only when it is replayed', async () => {
    await create();
    await fire({ slug: 'GITHUB_STAR_ADDED_EVENT' });
    expect(receiver.received).toEqual([]);
    const { items } = await ada.trpc.events.list.query({ verdict: 'unknown', limit: 1 });
    expect(await ada.trpc.events.replay.mutate({ id: items[0]?.id ?? '' })).toEqual({ deliveries: 1 });
    await app.runJobs();
    expect(receiver.received.map(({ data }) => data['trigger'])).toEqual(['GITHUB_STAR_ADDED_EVENT']);
  });
});

describe('events in sequence', () => {
  const numbers = () => receiver.received.map(({ data }) => (data['payload'] as { number: number }).number);

  async function fireAll(count: number): Promise<void> {
    const bodies = Array.from({ length: count }, (_, number) =>
      triggerMessage({ accountId, workspaceId: ada.workspaceId, data: { number } }),
    );
    for (const body of bodies) expect((await post(app, { body })).status).toBe(200);
    await app.runJobs();
  }

  it('arrive in their order: six of them once arrived as 0,2,1,3,4,5', async () => {
    await create();
    await fireAll(20);
    expect(numbers()).toEqual(Array.from({ length: 20 }, (_, number) => number));
  });

  it('do not wait for one that fails, which is retried by itself', async () => {
    await create();
    receiver.answers.push(204, 500);
    await fireAll(5);
    await later(6_000);
    expect(numbers()).toEqual([0, 1, 2, 3, 4, 1]);
  });

  it('are not claimed by another process while one sends to their endpoint: the two would overtake each other', async () => {
    const { endpoint: made } = await create();
    await ada.trpc.endpoints.test.mutate({ id: made.id });
    const [now, until] = [app.clock.now(), new Date(app.clock.now().getTime() + MINUTE)];
    const claim = () => claimDeliveries(app.deps.orm.em.fork(), { id: app.deps.newId(), now, until });
    expect(await claim()).toHaveLength(1);
    await ada.trpc.endpoints.test.mutate({ id: made.id });
    expect(await claim()).toEqual([]);
  });
});

describe('an endpoint that sends Retry-After', () => {
  const inSeconds = (seconds: number) => new Date(app.clock.now().getTime() + seconds * 1000).toUTCString();

  it.each([
    [429, () => '7', 7],
    [503, () => '60', 60],
    [500, () => inSeconds(120), 120],
    [503, () => '999999', 24 * 3600],
  ])('is tried then and not before, at %i', async (status, retryAfter, seconds) => {
    const { endpoint: made } = await create();
    receiver.answers.push({ status, headers: { 'retry-after': retryAfter(), date: inSeconds(0) } });
    await fire();
    const [waiting] = await deliveriesTo(made.id);
    const wait = (Date.parse(waiting?.dueAt ?? '') - app.clock.now().getTime()) / 1000;
    // An HTTP date has no milliseconds, and the jitter adds up to a tenth.
    expect(wait).toBeGreaterThan(seconds - 1);
    expect(wait).toBeLessThanOrEqual(seconds * 1.1);
    expect(waiting?.attempts).toEqual([expect.objectContaining({ status, trouble: null })]);
    await later((seconds - 2) * 1000);
    expect(receiver.received).toHaveLength(1);
    await later((seconds * 0.1 + 3) * 1000);
    expect(receiver.received).toHaveLength(2);
  });
});

describe('a delivery of an earlier version', () => {
  it.each(['unresolved', 'private_address'])('is listed with what is told today of %s', async (trouble) => {
    const { endpoint: made } = await create();
    await fire();
    const stored = JSON.stringify([{ at: app.clock.now().toISOString(), status: null, trouble, ms: 3 }]);
    await executeSql(app.deps.orm.em.fork(), 'update deliveries set attempts = $2 where endpoint_id = $1', [
      made.id,
      stored,
    ]);
    expect(await deliveriesTo(made.id)).toMatchObject([{ attempts: [{ status: null, trouble: 'no_address', ms: 3 }] }]);
  });
});

describe('an endpoint that fails', () => {
  it('is retried on the schedule, with the same id and body, and a success ends the series of failures', async () => {
    const { endpoint: made } = await create();
    receiver.answers.push(500, 302);
    await fire();
    expect((await endpoint(made.id))?.failingSince).not.toBeNull();
    expect((await deliveriesTo(made.id))[0]).toMatchObject({ status: 'waiting', attempts: [{ status: 500 }] });
    await later(4_000);
    expect(receiver.received).toHaveLength(1);
    await later(2_000);
    expect(receiver.received).toHaveLength(2);
    await later(6 * MINUTE);
    const [first, second, third] = receiver.received;
    expect([second?.body, third?.body]).toEqual([first?.body, first?.body]);
    expect(third?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect((await deliveriesTo(made.id))[0]).toMatchObject({
      status: 'delivered',
      attempts: [{}, {}, { status: 204 }],
    });
    expect((await endpoint(made.id))?.failingSince).toBeNull();
  });

  it('is given up after ten tries, and sent again when an admin asks', async () => {
    const { endpoint: made } = await create();
    receiver.answers.push(...Array.from({ length: 10 }, () => 503));
    await fire();
    for (const hours of [0.002, 0.1, 0.6, 2.3, 5.6, 11.1, 15.5, 22.1, 26.5]) await later(hours * HOUR);
    const [delivery] = await deliveriesTo(made.id);
    expect(delivery?.status).toBe('dead');
    expect(delivery?.attempts).toHaveLength(10);
    // Three and a half days: less than what switches the endpoint off.
    expect((await endpoint(made.id))?.status).toBe('on');
    receiver.answers.length = 0;
    expect(await ada.trpc.deliveries.redeliver.mutate({ id: delivery?.id ?? '' })).toEqual({ deliveries: 1 });
    await app.runJobs();
    expect((await deliveriesTo(made.id))[0]?.status).toBe('delivered');
  });

  it('is switched off after five days, and recovers what it missed when it is back', async () => {
    const { endpoint: made } = await create();
    receiver.answers.push(...Array.from({ length: 50 }, () => 500));
    const since = app.clock.now().toISOString();
    await fire();
    for (let days = 6; days > 0; days -= 1) await later(24 * HOUR);
    await fire();
    expect(await endpoint(made.id)).toMatchObject({ status: 'off', offReason: 'failing' });
    await fire();
    const before = receiver.received.length;

    // Ids use the database's clock, which does not advance with the clock of this test.
    const cursor = encodeCursor({ id: firstIdOf(0) });
    const recover = () => ada.trpc.deliveries.recover.mutate({ endpointId: made.id, since, cursor });
    expect(await codeOf(recover())).toBe('ENDPOINT_OFF');
    await update(made.id, { enabled: true });
    receiver.answers.length = 0;
    expect((await recover()).deliveries).toBe(3);
    await app.runJobs();
    expect(receiver.received.length - before).toBe(3);
    expect((await recover()).deliveries).toBe(0);
  });

  it('that answers 410 is switched off at once', async () => {
    const { endpoint: made } = await create();
    receiver.answers.push(410);
    await fire();
    expect(await endpoint(made.id)).toMatchObject({ status: 'off', offReason: 'gone' });
    expect((await deliveriesTo(made.id))[0]?.status).toBe('dead');
    await fire();
    expect(receiver.received).toHaveLength(1);
  });
});

describe('a process that was paused for longer than its lease', () => {
  it('records nothing about what another one has sent since', async () => {
    const { endpoint: made } = await create();
    const body = triggerMessage({ accountId, workspaceId: ada.workspaceId });
    await post(app, { body });
    const [routing] = [app.deps.backlogs.drain()];
    await routing;
    await ada.trpc.endpoints.test.mutate({ id: made.id });
    const [now, until] = [app.clock.now(), new Date(app.clock.now().getTime() + MINUTE)];
    const [delivery] = await claimDeliveries(app.deps.orm.em.fork(), { id: app.deps.newId(), now, until });
    if (!delivery) throw new Error('nothing was due');
    await app.runJobs();
    expect((await deliveriesTo(made.id))[0]?.status).toBe('waiting');
    await later(2 * MINUTE);
    const sent = (await deliveriesTo(made.id))[0];
    expect(sent?.status).toBe('delivered');
    const late = { answer: { status: 500 }, ms: 1 };
    await recordTry(app.deps, { delivery, leaseId: app.deps.newId() }, late);
    expect((await deliveriesTo(made.id))[0]).toEqual(sent);
  });
});

describe('a secret', () => {
  it('is shown once, and sealed in the table', async () => {
    const { endpoint: made, secret } = await create();
    expect(secret).toMatch(/^whsec_/);
    const shown = JSON.stringify(await ada.trpc.endpoints.list.query());
    const kept = JSON.stringify(await executeSql(app.deps.orm.em.fork(), 'select * from endpoints'));
    for (const text of [shown, kept]) expect(text).not.toContain(secret.slice('whsec_'.length));
    expect(app.logged.join()).not.toContain(secret);
    expect(shown).toContain(made.id);
  });

  it('is rotated once even if one click arrives twice: the secret in use had stopped signing', async () => {
    const { endpoint: made } = await create();
    const { version } = made;
    const codes = await Promise.all(
      [1, 2].map(() => codeOf(ada.trpc.endpoints.rotateSecret.mutate({ id: made.id, version }))),
    );
    expect(codes.toSorted()).toEqual(['ENDPOINT_CHANGED', 'ok']);
  });

  it('that is rotated keeps signing next to the new one for a day', async () => {
    const { endpoint: made, secret: former } = await create();
    const { secret, endpoint: rotated } = await ada.trpc.endpoints.rotateSecret.mutate({ id: made.id });
    expect(rotated.previousSecretUntil).toBe(new Date(app.clock.now().getTime() + 24 * HOUR).toISOString());
    await ada.trpc.endpoints.test.mutate({ id: made.id });
    await app.runJobs();
    const [during] = receiver.received;
    expect(during && [isSigned(during, secret), isSigned(during, former)]).toEqual([true, true]);
    app.clock.advance(25 * HOUR);
    await ada.trpc.endpoints.test.mutate({ id: made.id });
    await app.runJobs();
    const after = receiver.received[1];
    expect(after && [isSigned(after, secret), isSigned(after, former)]).toEqual([true, false]);
  });
});

describe('endpoints', () => {
  it('are for admins only', async () => {
    const { endpoint: made } = await create();
    const member = await (await app.person('Charles Babbage')).join(ada, 'member');
    expect(await codeOf(member.trpc.endpoints.list.query())).toBe('FORBIDDEN');
    const mallory = await app.person('Mallory');
    const { id } = made;
    expect(await codeOf(mallory.trpc.endpoints.update.mutate({ id, enabled: false }))).toBe('ENDPOINT_UNKNOWN');
    expect(await codeOf(mallory.trpc.endpoints.test.mutate({ id }))).toBe('ENDPOINT_UNKNOWN');
    expect(await codeOf(mallory.trpc.endpoints.rotateSecret.mutate({ id }))).toBe('ENDPOINT_UNKNOWN');
    expect(
      await codeOf(mallory.trpc.deliveries.recover.mutate({ endpointId: id, since: new Date(0).toISOString() })),
    ).toBe('ENDPOINT_UNKNOWN');
    expect((await mallory.trpc.deliveries.list.query({ endpointId: id })).items).toEqual([]);
  });

  it('are not changed by a person who saw another version', async () => {
    const { endpoint: made } = await create();
    await update(made.id, { enabled: false, version: made.version });
    expect(await codeOf(update(made.id, { enabled: true, version: made.version }))).toBe('ENDPOINT_CHANGED');
  });

  it('have addresses without passwords', async () => {
    const url = 'https://user:password@example.com/';
    expect(await codeOf(ada.trpc.endpoints.create.mutate({ url }))).toBe('INPUT_INVALID');
    expect(await codeOf(ada.trpc.endpoints.create.mutate({ url: 'ftp://example.com/' }))).toBe('INPUT_INVALID');
  });
});
