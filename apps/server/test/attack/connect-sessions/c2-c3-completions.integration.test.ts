import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { CASES, LONG, SEED } from '../../support/cases.ts';
import {
  aHost,
  browserProof,
  codeFor,
  type Created,
  createFor,
  EndUserBrowser,
  type Host,
  leftUpstream,
} from '../../support/connect-session.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf } from '../../support/test-browser.ts';
import { testService } from '../../support/test-service.ts';

/**
 * C2 and C3: a code works once, for its own session and workspace, within two minutes, with the end user of the session, and
 * gives its first result again to the same call. Everything else looks like a random id.
 */
let app: TestApp;
let second: TestApp;
let host: Host;
let other: Host;

beforeAll(async () => {
  app = await startTestApp({ env: { PATCHBAY_KEY_CALLS_PER_MINUTE: 0 } });
  second = await startTestApp({ beside: app, env: { PATCHBAY_KEY_CALLS_PER_MINUTE: 0 } });
  host = await aHost(app);
  other = await aHost(app, 'https://other.example');
});
afterAll(async () => {
  await second[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

interface Given {
  session: Created;
  endUser: string;
  code: string;
  connectionId: string;
}

async function given(endUser: string, from = host): Promise<Given> {
  const session = await createFor(from, endUser);
  const { code, connectionId } = await codeFor(app, session);
  return { session, endUser, code, connectionId };
}

type Completion = { id: string; code: string; signedInEndUserId: string; browserVerifier?: string };

function complete(input: Completion, by = host): Promise<string> {
  return codeOf(by.service.connectSessions.complete.mutate(input));
}

const statusOf = async (id: string) => (await host.admin.trpc.connections.get.query({ id })).status;

describe('a code', () => {
  it('gives its first result again for ten minutes to the same call, and to no other', async () => {
    const { session, endUser, code, connectionId } = await given('again');
    const input = { id: session.id, code, signedInEndUserId: endUser };
    expect(await complete(input)).toBe('ok');
    expect(await complete(input)).toBe('ok');
    expect(await complete({ ...input, signedInEndUserId: 'someone' })).toBe('CONNECT_SESSION_UNKNOWN');
    expect(await complete({ ...input, browserVerifier: browserProof().browserVerifier })).toBe(
      'CONNECT_SESSION_UNKNOWN',
    );
    expect(await statusOf(connectionId)).toBe('active');
    const { items } = await host.admin.trpc.connections.history.query({ id: connectionId });
    expect(items.filter(({ event }) => event === 'confirmed')).toHaveLength(1);
    app.clock.advance(10 * 60_000);
    expect(await complete(input)).toBe('CONNECT_SESSION_UNKNOWN');
  });

  it('is of no use after two minutes, even before anything has swept', async () => {
    const { session, endUser, code, connectionId } = await given('late');
    app.clock.advance(2 * 60_000);
    expect(await complete({ id: session.id, code, signedInEndUserId: endUser })).toBe('CONNECT_SESSION_UNKNOWN');
    expect(await statusOf(connectionId)).toBe('pending');
    await app.runJobs({ early: true });
    expect(await statusOf(connectionId)).toBe('added');
  });

  it('has no second chance after another end user was named', async () => {
    const { session, code, connectionId } = await given('first');
    expect(await complete({ id: session.id, code, signedInEndUserId: 'second' })).toBe('CONFIRMATION_REFUSED');
    expect(await complete({ id: session.id, code, signedInEndUserId: 'second' })).toBe('CONFIRMATION_REFUSED');
    expect(await complete({ id: session.id, code, signedInEndUserId: 'first' })).toBe('CONNECT_SESSION_UNKNOWN');
    expect(await statusOf(connectionId)).toBe('added');
  });

  it('of a session with a proof of the browser needs it: the host’s mistake of naming the session’s own user is refused', async () => {
    const { browserVerifier, browserChallenge } = browserProof();
    const confirm = async (proof: { browserVerifier?: string }) => {
      const session = await createFor(host, 'proved', { browserChallenge });
      const { code } = await codeFor(app, session);
      return complete({ id: session.id, code, signedInEndUserId: 'proved', ...proof });
    };
    expect(await confirm({})).toBe('CONFIRMATION_REFUSED');
    expect(await confirm({ browserVerifier: browserProof().browserVerifier })).toBe('CONFIRMATION_REFUSED');
    expect(await confirm({ browserVerifier })).toBe('ok');
  });

  it('of a session without a proof is not confirmed with one that was not asked for', async () => {
    const { session, endUser, code } = await given('unasked');
    const { browserVerifier } = browserProof();
    expect(await complete({ id: session.id, code, signedInEndUserId: endUser, browserVerifier })).toBe(
      'CONFIRMATION_REFUSED',
    );
  });

  it('in a return that is loaded again is not there any more', async () => {
    const session = await createFor(host, 'reload');
    const browser = new EndUserBrowser(app);
    const at = await browser.toProvider(session);
    const address = app.sandbox.control.approve(new URL(at.redirectUrl).pathname.split('/').at(-1) ?? '') ?? '';
    expect((await browser.returnFrom(address)).data?.handOver?.code).toBeTruthy();
    expect((await browser.returnFrom(address)).data?.handOver ?? null).toBeNull();
  });
});

const MIXED = CASES === 300 ? 1_000 : 100_000;
const ROUNDS = CASES === 300 ? 20 : 500;
const PARALLEL = 50;

it(
  `of ${MIXED} completions with codes, ids, keys and end users mixed up, none is accepted wrongly`,
  async () => {
    const pool = [
      await given('u1'),
      await given('u2'),
      await given('u3'),
      await given('ü', other),
      await given('u2', other),
    ];
    const codes = pool.map(({ code }) => code);
    const letter = fc.constantFrom('A', 'b', 'Z', '0', '9', '_', '-');
    const random = fc.array(letter, { minLength: 43, maxLength: 43 }).map((letters) => letters.join(''));
    const completion = fc.record({
      id: fc.constantFrom(...pool.map(({ session }) => session.id), 'A'.repeat(22)),
      code: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...codes) }, { weight: 1, arbitrary: random }),
      signedInEndUserId: fc.constantFrom('u1', 'u2', 'u3', 'ü', 'u\u0308', 'U1', ' u1', 'u1 ', 'u'),
      isOther: fc.boolean(),
    });
    const isRight = ({ id, code, signedInEndUserId, isOther }: Completion & { isOther: boolean }) =>
      pool.some(
        (each, index) =>
          each.session.id === id && each.code === code && each.endUser === signedInEndUserId && isOther === index > 2,
      );
    const seen = new Map<string, string>();
    const wrong: unknown[] = [];
    // The right ones come last: everything before is from people who guess.
    const cases = fc.sample(
      completion.filter((each) => !isRight(each) && !namesAnother(each, pool)),
      { numRuns: MIXED, seed: SEED },
    );
    for (let at = 0; at < cases.length; at += PARALLEL) {
      const batch = cases.slice(at, at + PARALLEL);
      const said = await Promise.all(batch.map(({ isOther, ...input }) => complete(input, isOther ? other : host)));
      for (const [index, code] of said.entries())
        // An id with blanks around it is no id.
        if (!['CONNECT_SESSION_UNKNOWN', 'INPUT_INVALID'].includes(code)) wrong.push([batch[index], code]);
    }
    expect(wrong).toEqual([]);
    for (const [index, { session, code, endUser }] of pool.entries()) {
      seen.set(
        session.id,
        await complete({ id: session.id, code, signedInEndUserId: endUser }, index > 2 ? other : host),
      );
    }
    expect([...seen.values()]).toEqual(pool.map(() => 'ok'));
  },
  LONG * 10,
);

/** The right session and workspace with another end user: that ends the attempt, and has tests of its own. */
function namesAnother({ id, code, isOther }: { id: string; code: string; isOther: boolean }, pool: Given[]): boolean {
  return pool.some((each, index) => each.session.id === id && each.code === code && isOther === index > 2);
}

it(
  `in each of ${ROUNDS} rounds, ${PARALLEL} completions at once on two processes are decided once`,
  async () => {
    const twin = { ...host, service: await serviceOf(second) };
    for (let round = 0; round < ROUNDS; round += 1) {
      const { session, code, endUser, connectionId } = await given(`racer ${round}`);
      const inputs = Array.from({ length: PARALLEL }, (_, index) => ({
        id: session.id,
        code,
        signedInEndUserId: index % 5 === round % 5 ? 'someone else' : endUser,
      }));
      const said = await Promise.all(inputs.map((input, index) => complete(input, index % 2 === 0 ? host : twin)));
      const { items } = await host.admin.trpc.connections.history.query({ id: connectionId });
      const decided = items.filter(({ event, ignored }) => !ignored && (event === 'confirmed' || event === 'refused'));
      expect(decided).toHaveLength(1);
      const isActive = (await statusOf(connectionId)) === 'active';
      expect(said.includes('ok')).toBe(isActive);
      expect(said.includes('CONFIRMATION_REFUSED')).toBe(!isActive);
      const kinds = new Set(said.filter((each) => each !== 'CONNECT_SESSION_UNKNOWN'));
      expect(kinds.size).toBe(1);
    }
    await leftUpstream(app);
  },
  LONG * 10,
);

/** C6: what ends an attempt at the other process while the host confirms it. */
const ENDINGS: Record<string, (given: Given, service: Host['service']) => Promise<unknown>> = {
  'its session is ended': ({ session: { id } }, service) => service.connectSessions.end.mutate({ id }),
  'a member cancels it': ({ connectionId: id }) => host.admin.trpc.connections.cancel.mutate({ id }),
  'its end user is forgotten': ({ endUser }, service) => service.endUsers.forget.mutate({ endUserId: endUser }),
};

it.each(Object.entries(ENDINGS))(
  `in each of ${ROUNDS} rounds, a completion while %s happens before it or not at all`,
  async (what, end) => {
    const service = await serviceOf(second);
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await given(`${what} ${round}`);
      const input = { id: one.session.id, code: one.code, signedInEndUserId: one.endUser };
      const [said, ended] = await Promise.all([complete(input), codeOf(end(one, service))]);
      expect(['ok', 'CONNECT_SESSION_UNKNOWN']).toContain(said);
      expect(['ok', 'CONNECTION_NOT_PENDING']).toContain(ended);
      const { items } = await host.admin.trpc.connections.history.query({ id: one.connectionId });
      const events = items.filter(({ ignored }) => !ignored).map(({ event }) => event as string);
      expect(events.filter((event) => event === 'confirmed')).toHaveLength(said === 'ok' ? 1 : 0);
      const isActive = await host.admin.trpc.connections.get.query({ id: one.connectionId }).then(
        ({ status }) => status === 'active',
        () => false,
      );
      expect(isActive).toBe(said === 'ok' && !events.includes('remove'));
    }
    await leftUpstream(app);
  },
  LONG * 10,
);

/** The same back end at the other process. */
async function serviceOf(process: TestApp): Promise<Host['service']> {
  const { token } = await host.admin.trpc.serviceKeys.create.mutate({
    name: 'Twin',
    scopes: ['connect-sessions:write'],
  });
  return testService({ url: process.url, token, workspaceId: host.workspaceId });
}
