import type { Provider } from '@patchbay/provider';
import { currentCause } from '../../platform/limits/on-behalf-of.ts';
import type { ProviderBudget } from './provider-budget.ts';

/** Not calls to the provider's API, or made once per link that a person opened and could not repeat. */
const NOT_COUNTED: ReadonlySet<string | symbol> = new Set(['identity', 'logo', 'completeAuth']);
const CATALOG_PAGES: ReadonlySet<string | symbol> = new Set(['apps', 'actions', 'triggers']);
const PURPOSES: Record<string | symbol, 'action' | 'cleanup'> = {
  executeAction: 'action',
  proxy: 'action',
  uploadFile: 'action',
  deleteAccount: 'cleanup',
  revokeAccount: 'cleanup',
  deleteTrigger: 'cleanup',
};

type Method = (...args: unknown[]) => unknown;

/**
 * The provider with every call counted before it is made, including each page of a list. A proxy, so that new methods
 * of the port are counted without being listed here.
 */
export function countedProvider(provider: Provider, budget: ProviderBudget): Provider {
  return new Proxy(provider, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name);
      if (typeof found !== 'function' || NOT_COUNTED.has(name)) return found;
      const call = (args: unknown[]) => Reflect.apply(found as Method, target, args);
      if (CATALOG_PAGES.has(name)) return () => paged(call([]), () => budget.turn());
      if (name === 'ownAccounts') return () => paged(call([]), () => budget.take());
      return async (...args: unknown[]) => {
        budget.take(purposeOf(name));
        return call(args);
      };
    },
  });
}

/** An app's details are read for a person who is about to connect, or ahead of them. */
function purposeOf(name: string | symbol): 'action' | 'cleanup' | 'details' | undefined {
  return name === 'readSchemes' && !currentCause() ? 'details' : PURPOSES[name];
}

async function* paged(pages: unknown, turn: () => Promise<void> | void): AsyncGenerator {
  await turn();
  for await (const page of pages as AsyncIterable<unknown>) {
    yield page;
    await turn();
  }
}
