import { randomUUID } from 'node:crypto';
import { builtInCatalog, type Catalog, type Sandbox, startSandbox } from '@patchbay/sandbox';
import type { Link, Provider } from '@patchbay/provider';
import { composioProvider } from '@patchbay/provider-composio';
import { legacyProvider } from '@patchbay/provider-composio-legacy';

export const WORKSPACE = 'workspace-1';

/** The sandbox's paths behind each method. */
interface Paths {
  account: RegExp;
  link: RegExp;
  apps: RegExp;
  actions: RegExp;
  triggers: RegExp;
  execute: RegExp;
}

export interface AdapterUnderTest {
  name: 'core' | 'legacy';
  /** `timeoutMs` of a call; by default long enough for a busy machine. */
  open(access: { apiKey: string; baseUrl: string }, timeoutMs?: number): Promise<Provider>;
  paths: Paths;
}

/** Few tries with short pauses, so that no test waits. */
const boundsOf = (timeoutMs = 5_000) => ({
  calls: { timeoutMs, tries: 2, firstPauseMs: 1, longestWaitMs: 1_500 },
  pages: { timeoutMs, tries: 2, firstPauseMs: 1, longestWaitMs: 1_500 },
});

export const ADAPTERS: AdapterUnderTest[] = [
  {
    name: 'core',
    open: (access, timeoutMs) => Promise.resolve(composioProvider({ ...access, bounds: boundsOf(timeoutMs) })),
    paths: {
      account: /connected_accounts\/ca_/,
      link: /connected_accounts\/link$/,
      apps: /toolkits$/,
      actions: /tools$/,
      triggers: /triggers_types$/,
      execute: /tools\/execute\//,
    },
  },
  {
    name: 'legacy',
    open: (access, timeoutMs) => legacyProvider({ ...access, bounds: boundsOf(timeoutMs) }),
    paths: {
      account: /connectedAccounts\/ca_/,
      link: /initiateConnection$/,
      apps: /v1\/apps$/,
      actions: /v2\/actions$/,
      triggers: /v1\/triggers$/,
      execute: /\/execute$/,
    },
  },
];

export interface ContractWorld extends AsyncDisposable {
  sandbox: Sandbox;
  provider: Provider;
  /** A small catalog. */
  catalog: Catalog;
  /** Advances the sandbox's clock by so many milliseconds. */
  later(ms: number): void;
  /** Creates an account that waits for consent. */
  link(attemptId?: string, workspaceId?: string): Promise<Link>;
  /** Creates an approved account. */
  active(workspaceId?: string): Promise<string>;
}

/** `more`: slugs of apps in addition to the usual few. */
export async function contractWorld(adapter: AdapterUnderTest, more: string[] = []): Promise<ContractWorld> {
  let offset = 0;
  const catalog = fewApps(more);
  const sandbox = await startSandbox({ catalog, now: () => Date.now() + offset });
  const provider = await adapter.open({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });
  const world: ContractWorld = {
    sandbox,
    provider,
    catalog,
    later: (ms) => {
      offset += ms;
    },
    link: (attemptId: string = randomUUID(), workspaceId = WORKSPACE) =>
      provider.openLink({
        workspaceId,
        workspaceName: 'Acme',
        appSlug: 'slack',
        attemptId,
        callbackUrl: 'http://localhost:3000/back?nonce=n',
      }),
    active: async (workspaceId) => {
      const { accountId, redirectUrl } = await world.link(undefined, workspaceId);
      sandbox.control.approve(tokenOf(redirectUrl));
      return accountId;
    },
    [Symbol.asyncDispose]: () => sandbox.stop(),
  };
  return world;
}

/** The token in the address of a consent page. */
export function tokenOf(redirectUrl: string): string {
  return new URL(redirectUrl).pathname.split('/').at(-1) ?? '';
}

/** Few apps, so that reading all of them takes no time. */
function fewApps(more: string[]): Catalog {
  const all = builtInCatalog();
  const few = all.toolkits().slice(0, 6);
  const named = ['slack', ...more].flatMap((slug) => all.toolkit(slug) ?? []);
  const toolkits = [...new Set([...few, ...named])];
  return { ...all, toolkits: () => toolkits };
}
