import type { ProviderCatalogue } from '../../features/provider/provider.port.ts';
import { toAction, toApp, toolkitSchema, toolSchema, toTrigger, triggerTypeSchema } from './catalogue.schema.ts';
import type { ComposioClient } from './client.ts';
import { fetchLogo } from './logo.ts';
import { pagesOf } from './pages.ts';

const PAGE = 500;

/** The catalogue, the most used apps first. */
export function composioCatalogue({ raw }: ComposioClient): ProviderCatalogue {
  return {
    async *apps() {
      const pages = pagesOf('apps', toolkitSchema, (cursor) => raw.toolkits.list({ ...at(cursor), sort_by: 'usage' }));
      for await (const page of pages) yield page.map(toApp);
    },
    async *actions() {
      const pages = pagesOf('actions', toolSchema, (cursor) =>
        raw.tools.list({ ...at(cursor), toolkit_versions: 'latest' }),
      );
      for await (const page of pages) yield page.map(toAction);
    },
    async *triggers() {
      const pages = pagesOf('triggers', triggerTypeSchema, (cursor) =>
        raw.triggersTypes.list({ ...at(cursor), toolkit_versions: 'latest' }),
      );
      for await (const page of pages) yield page.map(toTrigger);
    },
    logo: fetchLogo,
  };
}

function at(cursor: string | undefined) {
  return { limit: PAGE, ...(cursor && { cursor }) };
}
