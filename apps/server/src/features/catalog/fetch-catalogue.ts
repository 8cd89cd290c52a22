import {
  type CatalogueAction,
  type CatalogueApp,
  type CatalogueTrigger,
  type ProviderCatalogue,
  ProviderFailure,
} from '../provider/provider.port.ts';

export interface Catalogue {
  apps: CatalogueApp[];
  actions: CatalogueAction[];
  triggers: CatalogueTrigger[];
}

/** Everything the provider offers. Throws when there is nothing: a provider without an app is a provider in trouble. */
export async function fetchCatalogue(provider: ProviderCatalogue): Promise<Catalogue> {
  const catalogue = {
    apps: await all(provider.apps()),
    actions: await all(provider.actions()),
    triggers: await all(provider.triggers()),
  };
  if (catalogue.apps.length === 0) throw new ProviderFailure('invalid', 'the provider’s catalogue is empty');
  return catalogue;
}

async function all<Item>(pages: AsyncIterable<Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
