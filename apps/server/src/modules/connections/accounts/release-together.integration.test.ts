import { expect, it } from 'vitest';
import { connectedAs, ownClient, releasesOf, tokenWorks } from '../../../../test/support/grants.ts';
import { startTestApp } from '../../../../test/support/test-app.ts';

it(
  'two connections of one person, given up at once at two processes, keep the grant while a third one uses it',
  { timeout: 120_000 },
  async () => {
    await using one = await startTestApp();
    await using two = await startTestApp({ beside: one });
    await ownClient(one, 'gmail', 'client-1');
    const ada = await one.person();
    const person = { slug: 'gmail', email: `person-${crypto.randomUUID()}@example.com` };
    const connect = () => connectedAs(one, ada, person);
    const [first, second, third, fourth] = [await connect(), await connect(), await connect(), await connect()];
    const endBoth = async (ids: string[]) => {
      await Promise.all(ids.map((id) => ada.trpc.connections.disconnect.mutate({ id })));
      await Promise.all([one.runJobs(), two.runJobs()]);
      return (await Promise.all(ids.map((id) => releasesOf(one, id)))).flat();
    };

    expect(await endBoth([first.id, second.id])).toEqual(['released_deleted', 'released_deleted']);
    for (const { account } of [third, fourth]) expect(tokenWorks(one, account?.id)).toBe(true);
    expect(await endBoth([third.id, fourth.id])).toContain('released_revoked');
    for (const { account } of [first, second, third, fourth]) expect(tokenWorks(one, account?.id)).toBe(false);
  },
);
