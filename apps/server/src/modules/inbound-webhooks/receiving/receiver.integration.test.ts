import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { post, sign, type TestMessage, triggerMessage, WEBHOOK_SECRET } from '../../../../test/support/webhook.ts';
import { poolOf } from '../../../platform/orm/database.ts';
import { dropOldPartitions } from '../../../platform/orm/drop-old-partitions.ts';
import { runRetention } from '../run-retention.ts';

const PREVIOUS = 'whsec_the-previous-secret';

let app: TestApp;

beforeAll(async () => {
  const env = { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET, COMPOSIO_WEBHOOK_SECRET_PREVIOUS: PREVIOUS };
  app = await startTestApp({ catalog: false, env });
});

afterAll(() => app[Symbol.asyncDispose]());

const BODY = triggerMessage({ accountId: 'ca_nobody' });

async function outcomeOf(message: TestMessage): Promise<string> {
  const answer = await post(app, message);
  const body = (await answer.json()) as { outcome?: string; error?: { errorCode: string } };
  return `${answer.status} ${body.outcome ?? body.error?.errorCode}`;
}

async function send(to: TestApp, id: string): Promise<{ id: string; status: number; outcome: string }> {
  const answer = await post(to, { id, body: BODY });
  return { id, status: answer.status, ...((await answer.json()) as { outcome: string }) };
}

async function stored(messageId: string): Promise<{ verdict: string; body: Buffer }[]> {
  const pool = await poolOf(app.deps.orm);
  const { rows } = await pool.query(`select verdict, body from webhook_inbox where message_id = $1`, [messageId]);
  return rows;
}

describe('the receiver', () => {
  it('stores a signed message byte for byte, and then acknowledges it', async () => {
    const body = Buffer.from(`${BODY.slice(0, -1)}, "odd": "\\u0000 \\ud800 ü" }`);
    expect(await outcomeOf({ id: 'msg_1', body })).toBe('200 accepted');
    const [row] = await stored('msg_1');
    expect(row?.body.equals(body)).toBe(true);
    expect(row?.verdict).toBe('accepted');
  });

  it('stores a repeated message once, in any form', async () => {
    expect(await outcomeOf({ id: 'msg_2', body: BODY })).toBe('200 accepted');
    expect(await outcomeOf({ id: 'msg_2', body: BODY })).toBe('200 duplicate');
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcomeOf({ id: 'msg_3', body: BODY })));
    expect(outcomes.filter((outcome) => outcome === '200 accepted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === '200 duplicate')).toHaveLength(19);
    expect(await stored('msg_3')).toHaveLength(1);
  });

  it('keeps malformed and unknown messages, with that verdict', async () => {
    expect(await outcomeOf({ id: 'msg_4', body: '{' })).toBe('200 malformed');
    const unknown = JSON.stringify({ id: 'evt_1', type: 'composio.new.thing', metadata: {}, data: {} });
    expect(await outcomeOf({ id: 'msg_5', body: unknown })).toBe('200 unknown');
    expect((await stored('msg_4'))[0]?.verdict).toBe('malformed');
    expect((await stored('msg_5'))[0]?.verdict).toBe('unknown');
  });

  it('accepts the current and the previous secret, and no third', async () => {
    expect(await outcomeOf({ body: BODY, secret: PREVIOUS })).toBe('200 accepted');
    expect(await outcomeOf({ body: BODY, secret: 'whsec_a-secret-of-another-project' })).toBe('401 WEBHOOK_UNVERIFIED');
  });

  it.each([
    [-299, '200 accepted'],
    [299, '200 accepted'],
    [-301, '401 WEBHOOK_UNVERIFIED'],
    [301, '401 WEBHOOK_UNVERIFIED'],
  ])('answers a message that is %i s off with %s', async (seconds, expected) => {
    const timestamp = Math.floor(app.clock.now().getTime() / 1000) + seconds;
    expect(await outcomeOf({ body: BODY, timestamp })).toBe(expected);
  });

  it('refuses messages that are unsigned, changed or signed for another body, and stores nothing', async () => {
    const id = 'msg_forged';
    const unsigned = { id, body: BODY, headers: { 'webhook-signature': '' } };
    const timestamp = Math.floor(app.clock.now().getTime() / 1000);
    const moved = { 'webhook-signature': sign({ id: 'another', timestamp, body: BODY }) };
    for (const message of [unsigned, { id, body: BODY, headers: moved }]) {
      expect(await outcomeOf(message)).toBe('401 WEBHOOK_UNVERIFIED');
    }
    expect(await stored(id)).toEqual([]);
  });

  it('does not decompress bodies, and accepts at most a megabyte', async () => {
    const gzipped = { body: gzipSync(BODY), headers: { 'content-encoding': 'gzip' } };
    expect(await outcomeOf(gzipped)).toBe('400 INPUT_INVALID');
    expect(await outcomeOf({ body: 'x'.repeat(1_048_577) })).toBe('413 BODY_TOO_LARGE');
    expect(await outcomeOf({ body: `"${'x'.repeat(1_000_000)}"` })).toBe('200 malformed');
  });

  it('answers 503 while too much waits for the database, and loses nothing it accepted', async () => {
    const pool = await poolOf(app.deps.orm);
    const busy = await pool.connect();
    try {
      await busy.query('begin');
      await busy.query('lock table webhook_message_ids in access exclusive mode');
      const large = `"${'x'.repeat(1_000_000)}"`;
      const waiting = Array.from({ length: 34 }, () => outcomeOf({ body: large }));
      await vi.waitFor(() => expect(app.deps.inbox.isFull).toBe(true), { timeout: 5_000, interval: 10 });
      const away = await post(app, { body: BODY });
      expect([away.status, Number(away.headers.get('retry-after'))]).toEqual([503, expect.toSatisfy((s) => s > 0)]);
      await busy.query('commit');
      expect(new Set(await Promise.all(waiting))).toEqual(new Set(['200 malformed']));
    } finally {
      busy.release(true);
    }
    expect(await outcomeOf({ body: BODY })).toBe('200 accepted');
  });

  it('accepts no other method', async () => {
    const answer = await fetch(`${app.url}/webhooks/composio`, { headers: { accept: '*/*' } });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('counts results', async () => {
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/patchbay_webhook_messages_total\{outcome="duplicate"\} \d+/);
    expect(metrics).toMatch(/patchbay_webhook_refusals_total\{check="signature"\} \d+/);
    expect(metrics).toMatch(/patchbay_webhook_group_size_count \d+/);
  });
});

describe('two processes at once', () => {
  it('store each message once, in any order', async () => {
    const env = { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET };
    const other = await startTestApp({ beside: app, env });
    const ids = Array.from({ length: 150 }, () => `msg_${randomUUID()}`);
    const answers = await Promise.all([
      ...ids.map((id) => send(app, id)),
      ...ids.toReversed().map((id) => send(other, id)),
    ]);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    for (const id of ids) {
      const outcomes = answers.filter((answer) => answer.id === id).map(({ outcome }) => outcome);
      expect(outcomes.toSorted((a, b) => a.localeCompare(b))).toEqual(['accepted', 'duplicate']);
    }
    await other[Symbol.asyncDispose]();
  });
});

describe('without a database', () => {
  it('asks the sender to retry later', async () => {
    const pool = await poolOf(app.deps.orm);
    const gone = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    const query = vi.spyOn(pool, 'query').mockRejectedValue(gone);
    const answer = await post(app, { id: 'msg_away', body: BODY }).finally(() => query.mockRestore());
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await stored('msg_away')).toEqual([]);
    expect(await outcomeOf({ id: 'msg_away', body: BODY })).toBe('200 accepted');
  });
});

describe('retention', () => {
  it('deletes unmatched messages with all others', async () => {
    const unmatchedAfter = async (days: number) => {
      const clock = { now: () => new Date(Date.now() + days * 24 * 60 * 60 * 1000) };
      await runRetention({ ...app.deps, retention: 30, clock });
      return (await (await poolOf(app.deps.orm)).query('select id from webhook_unmatched')).rowCount;
    };
    await outcomeOf({ id: 'msg_unmatched', body: BODY });
    await app.deps.backlogs.drain();
    expect(await unmatchedAfter(29)).toBeGreaterThan(0);
    expect(await unmatchedAfter(31)).toBe(0);
  });

  it('drops whole weeks, and only those in which every message is too old', async () => {
    const [now, log] = [new Date(Date.now() + 20 * 24 * 60 * 60 * 1000), app.deps.log];
    expect(await dropOldPartitions(app.deps.orm, { now, log, keepMs: 30 * 24 * 60 * 60 * 1000 })).toEqual([]);
    const dropped = await dropOldPartitions(app.deps.orm, { now, log, keepMs: 24 * 60 * 60 * 1000 });
    expect(dropped.length).toBeGreaterThanOrEqual(2);
    expect(await stored('msg_1')).toEqual([]);
  });
});

describe('forty days without the retention job', () => {
  const FORTY_DAYS = 40 * 24 * 60 * 60 * 1000;
  let late: TestApp;

  beforeEach(async () => {
    late = await startTestApp({ catalog: false, env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET } });
    late.clock.advance(FORTY_DAYS);
    // Ids hold the database's time.
    const { databaseClock } = late.deps;
    const rightTime = databaseClock.now.bind(databaseClock);
    vi.spyOn(databaseClock, 'now').mockImplementation(() => new Date(rightTime().getTime() + FORTY_DAYS));
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    await late[Symbol.asyncDispose]();
  });

  it('the first message creates its own partition, and every message is stored', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => post(late, { id: `msg_${n}`, body: BODY })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await late.runJobs()).toBeGreaterThan(0);
  });

  it('senders are asked to retry while none can be created, and never get a 500', async () => {
    const pool = await poolOf(late.deps.orm);
    const busy = await pool.connect();
    try {
      // Lets rows be inserted, but no partitions be created.
      await busy.query('begin; lock table webhook_inbox in share update exclusive mode');
      const answer = await post(late, { id: 'msg_early', body: BODY });
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    } finally {
      busy.release(true);
    }
    expect((await post(late, { id: 'msg_early', body: BODY })).status).toBe(200);
  });

  it('the hourly check creates the partitions without the nightly job', async () => {
    await late.deps.backlogs.drain();
    const { rowCount } = await (
      await poolOf(late.deps.orm)
    ).query(`select from pg_inherits where inhparent = 'deliveries'::regclass`);
    expect(rowCount).toBeGreaterThan(6);
  });
});
