import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAgain } from '../../../../test/support/connect.ts';
import {
  approveAs,
  type Connected,
  connectedAs,
  ownClient,
  releasesOf,
  tokenWorks,
  useAuthConfig,
} from '../../../../test/support/grants.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../../test/support/test-browser.ts';

/** Each test sets up several connections, which takes long on a busy machine. */
const LONG = { timeout: 60_000 };

interface Pair {
  email: string;
  /** The connection that each test ends in its own way. */
  given: Connected;
  /** A connection of the same person in another workspace, which stays in use. */
  kept: Connected;
  /** An account of another customer's product. */
  otherCustomerAccount?: string;
}

describe.each(['core', 'legacy'] as const)('with the %s SDK', (sdk) => {
  let app: TestApp;
  let ada: TestBrowser;
  let bob: TestBrowser;
  let configs: [string, string];

  beforeAll(async () => {
    app = await startTestApp({ env: { COMPOSIO_SDK: sdk } });
    ada = await app.person('Ada Lovelace');
    bob = await app.person('Bob');
    await ownClient(app, 'gmail', 'client-1');
    await ownClient(app, 'googledrive', 'client-2');
    await ownClient(app, 'googlecalendar', 'client-2');
    configs = [await ownClient(app, 'github', 'client-3'), await ownClient(app, 'github', 'client-3')];
  });

  afterAll(() => app[Symbol.asyncDispose]());

  const newEmail = () => `person-${crypto.randomUUID()}@example.com`;
  const connect = (browser: TestBrowser, slug: string, email: string) => connectedAs(app, browser, { slug, email });

  /** The four ways in which two connections can share one grant. */
  const SITUATIONS = {
    'an app that is connected twice': async (owner: TestBrowser, email: string): Promise<Pair> => ({
      email,
      given: await connect(owner, 'gmail', email),
      kept: await connect(bob, 'gmail', email),
    }),
    'two apps with one client': async (owner: TestBrowser, email: string): Promise<Pair> => ({
      email,
      given: await connect(owner, 'googledrive', email),
      kept: await connect(bob, 'googlecalendar', email),
    }),
    'a client that is shared with another customer': async (owner: TestBrowser, email: string): Promise<Pair> => ({
      email,
      given: await connect(owner, 'slack', email),
      kept: await connect(bob, 'slack', email),
      otherCustomerAccount: app.sandbox.control.addForeignGrant('slack', email),
    }),
    'one client in two auth configs': async (owner: TestBrowser, email: string): Promise<Pair> => {
      await useAuthConfig(app, configs[0], [configs[1]]);
      const given = await connect(owner, 'github', email);
      await useAuthConfig(app, configs[1], [configs[0]]);
      return { email, given, kept: await connect(bob, 'github', email) };
    },
  };

  /** The five ways in which a connection loses its account. */
  const ENDINGS = {
    reconnect: async (owner: TestBrowser, { given, email }: Pair) => {
      const { redirectUrl } = await connectAgain(owner, given.id);
      await approveAs(app, owner, { redirectUrl, email });
      const { account } = await owner.trpc.connections.get.query({ id: given.id });
      return account?.id;
    },
    // The link was passed on: another person returns with the same link while its nonce is valid.
    dispute: async (_, { given }: Pair) => {
      await bob.comeBack(given.back);
    },
    disconnect: async (owner: TestBrowser, { given }: Pair) =>
      void (await owner.trpc.connections.disconnect.mutate({ id: given.id })),
    remove: async (owner: TestBrowser, { given }: Pair) =>
      void (await owner.trpc.connections.remove.mutate({ id: given.id })),
    'deleted workspace': async (owner: TestBrowser) =>
      void (await owner.trpc.workspaces.delete.mutate({ name: 'Ada’s workspace' })),
  } satisfies Record<string, (owner: TestBrowser, pair: Pair) => Promise<string | undefined | void>>;

  const CASES = Object.keys(SITUATIONS).flatMap((situation) =>
    Object.keys(ENDINGS).map((ending) => ({ situation, ending })),
  ) as { situation: keyof typeof SITUATIONS; ending: keyof typeof ENDINGS }[];

  it.each(CASES)('$situation, $ending: what is in use goes on working', LONG, async ({ situation, ending }) => {
    const owner = ending === 'deleted workspace' ? await app.person('Ada Lovelace') : ada;
    const pair = await SITUATIONS[situation](owner, newEmail());
    const renewed = await ENDINGS[ending](owner, pair);
    await app.runJobs();

    const { given, kept, otherCustomerAccount } = pair;
    expect(app.sandbox.control.account(given.account?.id ?? '')?.deletedAt).toBeTruthy();
    expect(tokenWorks(app, kept.account?.id)).toBe(true);
    if (otherCustomerAccount) expect(tokenWorks(app, otherCustomerAccount)).toBe(true);
    expect(renewed).not.toBe(given.account?.id);
    if (renewed) expect(tokenWorks(app, renewed)).toBe(true);
    const isRelease = ending !== 'reconnect' && ending !== 'dispute';
    expect(await releasesOf(app, given.id)).toEqual(isRelease ? ['released_deleted'] : []);
    if (!isRelease) return;
    // The last one is revoked when the client is our own and the SDK supports it: nothing else uses the grant then.
    const revokes = sdk === 'core' && situation !== 'a client that is shared with another customer';
    const history = [revokes ? 'released_revoked' : 'released_deleted'];
    expect(await giveUpTheOther(pair)).toEqual({ works: !revokes, otherCustomerWorks: true, history });
  });

  /** Ends the last connection of a grant. */
  async function giveUpTheOther({ kept, otherCustomerAccount }: Pair) {
    await bob.trpc.connections.disconnect.mutate({ id: kept.id });
    await app.runJobs();
    return {
      works: tokenWorks(app, kept.account?.id),
      otherCustomerWorks: otherCustomerAccount === undefined || tokenWorks(app, otherCustomerAccount),
      history: await releasesOf(app, kept.id),
    };
  }
});
