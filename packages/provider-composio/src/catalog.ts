import { logoFetcher, type ProviderCatalog, readItems } from '@patchbay/provider';
import { toAction, toApp, toolkitSchema, toolSchema, toTrigger, triggerTypeSchema } from './catalog.schema.ts';
import type { ComposioClient } from './client.ts';
import { rawPagesOf } from './pages.ts';

/** Items of a page. An action with its two schemas is a few kilobytes, and a page has to stay below 5 MiB. */
const APPS = 500;
const ACTIONS = 250;
const TRIGGERS = 500;

/** The catalog, the most used apps first. */
export function composioCatalog({ rawPages: raw, baseUrl }: ComposioClient): ProviderCatalog {
  const latest = { toolkit_versions: 'latest' } as const;
  return {
    async *apps() {
      const pages = rawPagesOf({ what: 'apps' }, (cursor) =>
        raw.toolkits.list({ ...at(cursor, APPS), sort_by: 'usage' }),
      );
      for await (const page of pages) yield readItems(page, { slug: 'slug', schema: toolkitSchema, to: toApp });
    },
    async *actions() {
      const pages = rawPagesOf({ what: 'actions' }, (cursor) => raw.tools.list({ ...at(cursor, ACTIONS), ...latest }));
      for await (const page of pages) yield readItems(page, { slug: 'slug', schema: toolSchema, to: toAction });
    },
    async *triggers() {
      const pages = rawPagesOf({ what: 'triggers' }, (cursor) =>
        raw.triggersTypes.list({ ...at(cursor, TRIGGERS), ...latest }),
      );
      for await (const page of pages) yield readItems(page, { slug: 'slug', schema: triggerTypeSchema, to: toTrigger });
    },
    logo: logoFetcher({ baseUrl }),
  };
}

function at(cursor: string | undefined, limit: number) {
  return { limit, ...(cursor && { cursor }) };
}
