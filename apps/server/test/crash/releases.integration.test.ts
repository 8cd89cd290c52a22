import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectedAs, ownClient, releasesOf, tokenWorks } from '../support/grants.ts';
import { type Installation, startInstallation } from '../support/installation.ts';

/** Two processes give up connections of one person at the same time. */
const ROUNDS = Number(process.env['PATCHBAY_ROUNDS'] ?? 4);

let all: Installation;

beforeAll(async () => {
  all = await startInstallation();
  await ownClient(all.inside, 'gmail', 'client-1');
}, 120_000);

afterAll(() => all[Symbol.asyncDispose]());

const released = (ids: string[]) =>
  vi.waitFor(
    async () => {
      const histories = await Promise.all(ids.map((id) => releasesOf(all.inside, id)));
      expect(histories.every(({ length }) => length === 1)).toBe(true);
      return histories.flat();
    },
    { timeout: 30_000, interval: 50 },
  );

describe('two connections of one person that are disconnected at once, each at another process', () => {
  it('keep the grant while a third one uses it, and end it when none does', { timeout: 60_000 * ROUNDS }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = { slug: 'gmail', email: `person-${crypto.randomUUID()}@example.com` };
      const [browser, other] = all.browsers;
      const connect = () => connectedAs(all.inside, browser, person);
      const [first, second, third, fourth] = [await connect(), await connect(), await connect(), await connect()];
      const endBoth = async (one: string, two: string) => {
        await Promise.all([
          browser.trpc.connections.disconnect.mutate({ id: one }),
          other.trpc.connections.disconnect.mutate({ id: two }),
        ]);
        return released([one, two]);
      };

      expect(await endBoth(first.id, second.id)).toEqual(['released_deleted', 'released_deleted']);
      for (const { account } of [third, fourth]) expect(tokenWorks(all.inside, account?.id)).toBe(true);
      expect(await endBoth(third.id, fourth.id)).toContain('released_revoked');
      for (const { account } of [first, second, third, fourth]) expect(tokenWorks(all.inside, account?.id)).toBe(false);
    }
  });
});
