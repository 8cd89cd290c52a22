import { z } from 'zod';
import { logoFetcher, numberField, parsed, type ProviderCatalog, ProviderFailure, readItems } from '@patchbay/provider';
import { actionSchema, appSchema, toAction, toApp, toTrigger, triggerSchema } from './catalog.schema.ts';
import type { LegacyClient } from './client.ts';
import { guardedLegacy } from './guarded-legacy.ts';

/** Actions per page, and maximum number of pages. */
const PAGE = 250;
const MAX_PAGES = 1_000;

/** Apps whose triggers are requested together: all at once would be one response of many megabytes. */
const APPS_AT_ONCE = 50;

const items = z.array(z.unknown());
const actionsPage = z.object({ items, totalPages: numberField.optional() });

/**
 * The catalog, read without the SDK's methods: they turn a response they do not understand into an empty list, throw
 * on an empty list, and cannot request a page.
 */
export function legacyCatalog(client: LegacyClient): ProviderCatalog {
  async function read<Schema extends z.ZodType>(
    what: string,
    schema: Schema,
    page: Parameters<LegacyClient['readPage']>,
  ) {
    return parsed(what, schema, await guardedLegacy(what, () => client.readPage(...page)));
  }
  const readApps = async () => {
    const query = { additionalFields: 'auth_schemes' };
    const answer = await read('apps', z.object({ items }), ['/api/v1/apps', query]);
    return readItems(answer.items, { slug: 'key', schema: appSchema, to: toApp });
  };

  return {
    async *apps() {
      yield await readApps();
    },
    async *actions() {
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const answer = await read('actions', actionsPage, ['/api/v2/actions', { page, limit: PAGE }]);
        const last = page >= (answer.totalPages ?? 1);
        if (answer.items.length === 0 && !last) {
          throw new ProviderFailure('invalid', `actions: page ${page} of ${answer.totalPages} is empty`);
        }
        yield readItems(answer.items, { slug: 'name', schema: actionSchema, to: toAction });
        if (last) return;
      }
      throw new ProviderFailure('invalid', `actions: the list has more than ${MAX_PAGES} pages`);
    },
    async *triggers() {
      const slugs = (await readApps()).items.map(({ slug }) => slug);
      for (let first = 0; first < slugs.length; first += APPS_AT_ONCE) {
        const query = { appNames: slugs.slice(first, first + APPS_AT_ONCE).join(',') };
        const answer = await read('triggers', items, ['/api/v1/triggers', query]);
        yield readItems(answer, { slug: 'name', schema: triggerSchema, to: toTrigger });
      }
    },
    logo: logoFetcher(client),
  };
}
