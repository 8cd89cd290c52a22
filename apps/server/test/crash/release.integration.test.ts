import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { normalIdentity } from '../../src/modules/connections/accounts/may-revoke.ts';
import { withLock } from '../../src/platform/orm/advisory-lock.ts';
import { connectedAs, ownClient, releasesOf, tokenWorks } from '../support/grants.ts';
import { type Installation, startInstallation } from '../support/installation.ts';

/** Four jobs, of which one process takes two at once: both processes have some of them. */
const TOGETHER = 4;

let all: Installation;

beforeAll(async () => {
  all = await startInstallation();
  await ownClient(all.inside, 'gmail', 'client-1');
});

afterAll(() => all[Symbol.asyncDispose]());

const newEmail = () => `person-${crypto.randomUUID()}@example.com`;
const connect = (email: string) => connectedAs(all.inside, all.browsers[0], { slug: 'gmail', email });
const revocations = () => all.inside.sandbox.control.requests().filter(({ path }) => path.endsWith('/revoke')).length;

/** Sessions that wait for a lock of the installation: one of each process, which lets the rest of its own wait inside. */
async function waiting(): Promise<number> {
  const { rows } = await all.pool.query<{ count: number }>(
    `select count(*)::int from pg_locks
      where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows[0]?.count ?? 0;
}

/** Gives the connections up at both processes, and lets none decide before both have jobs of them. */
async function disconnectTogether(email: string, ids: string[]): Promise<string[]> {
  const lock = { lock: 'releaseGrant', key: normalIdentity(email), whenTaken: 'wait' } as const;
  await withLock(all.inside.deps.orm, lock, async () => {
    const give = async (id: string, n: number) => all.browsers[n % 2]?.trpc.connections.disconnect.mutate({ id });
    await Promise.all(ids.map(give));
    await vi.waitFor(async () => expect(await waiting()).toBe(2), { timeout: 20_000, interval: 50 });
  });
  return vi.waitFor(
    async () => {
      const released = (await Promise.all(ids.map((id) => releasesOf(all.inside, id)))).flat();
      expect(released).toHaveLength(ids.length);
      return released.toSorted();
    },
    { timeout: 20_000, interval: 50 },
  );
}

describe('connections of one grant that are given up at once, at two processes,', { timeout: 90_000 }, () => {
  it('end it at the app once: the second to decide sees what the first has done', async () => {
    const email = newEmail();
    const given = await Promise.all(Array.from({ length: TOGETHER }, () => connect(email)));
    all.inside.sandbox.control.clearRequests();
    const ids = given.map(({ id }) => id);
    const deleted = Array.from({ length: TOGETHER - 1 }, () => 'released_deleted');
    expect(await disconnectTogether(email, ids)).toEqual([...deleted, 'released_revoked']);
    expect(revocations()).toBe(1);
    for (const { account } of given) {
      expect(tokenWorks(all.inside, account?.id)).toBe(false);
      expect(all.inside.sandbox.control.account(account?.id ?? '')?.deletedAt).toBeTruthy();
    }
  });

  it('leave it alone while another one works by it', async () => {
    const email = newEmail();
    const kept = await connect(email.toUpperCase());
    const given = await Promise.all(Array.from({ length: TOGETHER }, () => connect(email)));
    all.inside.sandbox.control.clearRequests();
    const released = await disconnectTogether(
      email,
      given.map(({ id }) => id),
    );
    expect(new Set(released)).toEqual(new Set(['released_deleted']));
    expect(revocations()).toBe(0);
    expect(tokenWorks(all.inside, kept.account?.id)).toBe(true);
  });
});
