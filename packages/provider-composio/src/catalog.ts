import { logoFetcher, type ProviderCatalog, readItems } from '@patchbay/provider';
import { toAction, toApp, toolkitSchema, toolSchema, toTrigger, triggerTypeSchema } from './catalog.schema.ts';
import type { ComposioClient } from './client.ts';
import { rawPagesOf } from './pages.ts';

/**
 * Page sizes. Trigger types come in pages of at most 50. An action with its two schemas is a few kilobytes, and a
 * page must stay below 5 MiB; a larger one is requested again in halves.
 */
const APPS = 512;
const ACTIONS = 256;
const TRIGGERS = 48;

/** The catalog, most used apps first. */
export function composioCatalog({ rawPages: raw, baseUrl }: ComposioClient): ProviderCatalog {
  const latest = { toolkit_versions: 'latest' } as const;
  return {
    async *apps() {
      const pages = rawPagesOf({ what: 'apps', limit: APPS }, (at) => raw.toolkits.list({ ...at, sort_by: 'usage' }));
      for await (const page of pages) yield readItems(page, { slug: 'slug', schema: toolkitSchema, to: toApp });
    },

    async *actions() {
      const pages = rawPagesOf({ what: 'actions', limit: ACTIONS }, (at) => raw.tools.list({ ...at, ...latest }));
      for await (const page of pages) yield readItems(page, { slug: 'slug', schema: toolSchema, to: toAction });
    },

    async *triggers() {
      const pages = rawPagesOf({ what: 'triggers', limit: TRIGGERS }, (at) =>
        raw.triggersTypes.list({ ...at, ...latest }),
      );
      for await (const page of pages) yield readItems(page, { slug: 'slug', schema: triggerTypeSchema, to: toTrigger });
    },

    logo: logoFetcher({ baseUrl }),
  };
}
