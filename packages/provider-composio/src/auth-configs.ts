import { z } from 'zod';
import { guarded, parsed, ProviderFailure } from '@patchbay/provider';
import type { ComposioClient } from './client.ts';
import { allOf, FEW_PAGES, pagesOf } from './pages.ts';

const config = z.object({ id: z.string(), status: z.string().nullish(), is_composio_managed: z.boolean().nullish() });

const created = z.object({ auth_config: z.object({ id: z.string().min(1).max(128) }) });

const toolkit = z.object({
  composio_managed_auth_schemes: z.array(z.string()).nullish(),
  auth_config_details: z.array(z.object({ mode: z.string() })).nullish(),
});

/** Schemes whose credentials each person enters on the hosted page: the config itself needs none. */
const ENTERED_BY_PERSON = ['API_KEY', 'BEARER_TOKEN', 'BASIC'] as const;

/** The auth config that connections of an app are opened with: the project's own, or Composio's, created when missing. */
export class AuthConfigs {
  readonly #client: ComposioClient;
  readonly #known = new Map<string, string>();

  constructor(client: ComposioClient) {
    this.#client = client;
  }

  async idFor(appSlug: string): Promise<string> {
    const known = this.#known.get(appSlug);
    if (known) return known;
    const id = (await this.#find(appSlug)) ?? (await this.#create(appSlug));
    this.#known.set(appSlug, id);
    return id;
  }

  /** To be called when the provider does not know the config any more. */
  forget(appSlug: string): void {
    this.#known.delete(appSlug);
  }

  /** The project's own config, if it has one, goes before Composio's: it carries the customer's name. */
  async #find(appSlug: string): Promise<string | undefined> {
    const list = { what: `auth configs of ${appSlug}`, item: config, cursorOf: String, mostPages: FEW_PAGES };
    const pages = pagesOf(list, (cursor) =>
      this.#client.raw.authConfigs.list({ toolkit_slug: appSlug, limit: 50, ...(cursor && { cursor }) }),
    );
    const usable = (await allOf(pages)).filter(({ status }) => status !== 'DISABLED');
    return (usable.find(({ is_composio_managed: managed }) => !managed) ?? usable[0])?.id;
  }

  async #create(appSlug: string): Promise<string> {
    const what = `new auth config for ${appSlug}`;
    const options = await this.#optionsFor(appSlug);
    const body = { toolkit: { slug: appSlug }, auth_config: options };
    return parsed(what, created, await guarded(what, () => this.#client.raw.authConfigs.create(body))).auth_config.id;
  }

  async #optionsFor(appSlug: string) {
    const what = `app ${appSlug}`;
    const details = parsed(what, toolkit, await guarded(what, () => this.#client.raw.toolkits.retrieve(appSlug)));
    if (details.composio_managed_auth_schemes?.length) return { type: 'use_composio_managed_auth' as const };
    const authScheme = ENTERED_BY_PERSON.find((mode) =>
      details.auth_config_details?.some((known) => known.mode === mode),
    );
    if (authScheme) return { type: 'use_custom_auth' as const, authScheme, credentials: {} };
    throw new ProviderFailure('refused', `${what} needs an OAuth client of your own: add an auth config at Composio`);
  }
}
