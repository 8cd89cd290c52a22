import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approveUpstream, type Pending, returnAddressOf, standing, startPending } from '../support/attempts.ts';
import { RawClient } from '../support/raw-client.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { codeOf, type TestBrowser } from '../support/test-browser.ts';

/** A1: whatever an attacker does to limits, pools or the address of a victim, the victim's return is judged and recorded. */
let app: TestApp;
let pool: Pool;
let client: RawClient;
let mallory: TestBrowser;
let victim: TestBrowser;
let attempt: Pending;
let back: string;
const PER_MINUTE = 40;
const UNKNOWN = `/oauth/callback/slack?nonce=${'A'.repeat(43)}`;

beforeAll(async () => {
  app = await startTestApp({ env: { PATCHBAY_CALLS_PER_MINUTE: PER_MINUTE } });
  pool = await app.deps.orm.em.getConnection().getNativeClient();
  client = new RawClient(app.url);
  mallory = await app.person('Mallory');
  app.clock.advance(60_000);
  victim = await app.person('Victor');
});

beforeEach(async () => {
  app.clock.advance(60_000);
  attempt = await startPending(app, mallory);
  back = approveUpstream(app, attempt.redirectUrl);
});

afterAll(async () => {
  client[Symbol.dispose]();
  await app[Symbol.asyncDispose]();
});

const rejected = { status: 'added', reason: 'wrong_person', upstream: 'deleted' };
const pageOf = async (path: string, headers: Record<string, string> = {}) => {
  const { status, headers: received, body } = await client.send({ path, headers });
  expect([status, body]).toEqual([303, expect.not.stringContaining('{')]);
  return String(received['location']).replace(app.url, '');
};

async function exhaustAddress(): Promise<void> {
  for (let calls = 0; calls <= PER_MINUTE; calls += 1) await client.send({ path: '/trpc/session.get' });
  expect((await client.send({ path: '/trpc/session.get' })).status).toBe(429);
}

describe('an address whose limit is used up', () => {
  beforeEach(exhaustAddress);

  it('has the victim’s return judged, who is signed in or not', async () => {
    expect(await victim.comeBack(back)).toBe('/return/wrong_person');
    expect(await standing(app, mallory, attempt)).toEqual(rejected);
    const second = await startPending(app, mallory, 'github');
    const signedOut = new URL(approveUpstream(app, second.redirectUrl));
    expect(await pageOf(signedOut.pathname + signedOut.search)).toBe('/return/wrong_person');
    expect(await standing(app, mallory, second)).toEqual(rejected);
  });

  it('has honest people connect', async () => {
    expect(await mallory.comeBack(back)).toContain('/return/connected');
  });

  it('is told so on a page, and only for nonces that are not ours', async () => {
    expect(await pageOf(UNKNOWN)).toBe('/return/rate_limited');
    expect(await pageOf('/oauth/callback/slack')).toBe('/return/rate_limited');
  });
});

it('unknown returns that another site made a browser follow lock no one out', async () => {
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  for (let visits = 0; visits <= PER_MINUTE * 2; visits += 1)
    expect(await pageOf(UNKNOWN, headers)).toBe('/return/unknown');
  expect((await client.send({ path: '/trpc/session.get' })).status).toBe(200);
});

it('known returns count against no address, however often they are repeated', async () => {
  const { pathname, search } = new URL(back);
  for (let visits = 0; visits <= PER_MINUTE * 2; visits += 1) {
    expect(await pageOf(pathname + search)).toBe('/return/wrong_person');
  }
  expect((await client.send({ path: '/trpc/session.get' })).status).toBe(200);
});

describe('with every connection of the common pool taken', () => {
  let taken: Disposable[] = [];

  beforeEach(async () => {
    taken = await Promise.all(
      Array.from({ length: app.deps.poolSize }, async () => {
        const held = await pool.connect();
        return { [Symbol.dispose]: () => held.release() };
      }),
    );
  });

  const release = () => {
    for (const held of taken) held[Symbol.dispose]();
    taken = [];
  };
  afterEach(release);

  it('a foreign return is judged and recorded', async () => {
    expect(await victim.comeBack(back)).toBe('/return/wrong_person');
    release();
    expect(await standing(app, mallory, attempt)).toEqual(rejected);
  });

  it('and an honest one activates', async () => {
    expect(await mallory.comeBack(back)).toContain('/return/connected');
  });
});

/** However slow the machine is: what is asserted is that it happens. */
const EVENTUALLY = { timeout: 20_000 };

describe('while the database cannot be asked', () => {
  async function whileLocked<Result>(work: () => Promise<Result>): Promise<Result> {
    const blocker = await pool.connect();
    await blocker.query('begin; lock table connection_attempts in access exclusive mode');
    try {
      return await work();
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
  }

  it('the person is sent to a page within seconds, and the return is still judged when it can be', async () => {
    expect(await whileLocked(() => victim.comeBack(back))).toBe('/return/unavailable');
    // The statement that waited for the lock goes on.
    await expect.poll(() => standing(app, mallory, attempt), EVENTUALLY).toEqual(rejected);
  });

  it('a return that was recorded only then counts from the moment it came', async () => {
    expect(await whileLocked(() => mallory.comeBack(back))).toBe('/return/unavailable');
    await expect.poll(async () => (await standing(app, mallory, attempt)).status, EVENTUALLY).toBe('active');
  });
});

describe('the page at the end', () => {
  it.each([
    ['/oauth/callback/slack', '/return/invalid'],
    ['/oauth/callback/slack?nonce=1&nonce=2', '/return/invalid'],
    ['/oauth/callback/slack?session_uri=urn:x', '/return/invalid'],
    ['/oauth/callback/%E0%A4%A?nonce=1', '/return/invalid'],
    ['/oauth/callback/a/b', '/return/invalid'],
    ['/oauth/callback', '/return/invalid'],
    [UNKNOWN, '/return/unknown'],
  ])('%s leads to %s', async (path, page) => {
    expect(await pageOf(path)).toBe(page);
  });

  it('is the same for a form that was posted', async () => {
    const { status, headers } = await client.send({ method: 'POST', path: '/oauth/callback/slack', body: '' });
    expect([status, headers['location']]).toEqual([303, `${app.url}/return/invalid`]);
  });

  it('says that the database is away, which was JSON in a person’s browser', async () => {
    const orm = app.deps.returns.orm;
    const getKysely = () => {
      throw Object.assign(new Error('away'), { code: '57P03' });
    };
    const { returns } = app.deps;
    const away = { fork: () => ({ getKysely, getMetadata: () => orm.getMetadata() }) };
    app.deps.returns = { ...returns, orm: { em: { fork: () => away } } as never };
    expect(await pageOf(UNKNOWN)).toBe('/return/unavailable');
    app.deps.returns = { ...returns, orm };
  });
});

describe('a return with a known nonce and a query that cannot be read', () => {
  const doubled = () => `${returnAddressOf(app, attempt)}&status=success&status=failed`;

  it('is judged all the same: a foreign one ends the attempt', async () => {
    expect(await victim.comeBack(doubled())).toBe('/return/wrong_person');
    expect(await standing(app, mallory, attempt)).toEqual(rejected);
  });

  it('activates nothing, and does not use the nonce up', async () => {
    expect(await mallory.comeBack(doubled())).toContain('/return/invalid');
    expect((await standing(app, mallory, attempt)).status).toBe('pending');
    expect(await mallory.comeBack(back)).toContain('/return/connected');
  });

  it('with words of the provider that are too long is a refusal like any other', async () => {
    const refused = await startPending(app, mallory, 'github');
    const words = `&status=failed&error=${'x'.repeat(3_000)}`;
    expect(await mallory.comeBack(returnAddressOf(app, refused) + words)).toContain('/return/denied');
    expect(await codeOf(mallory.trpc.connections.get.query({ id: refused.id }))).toBe('ok');
  });
});
