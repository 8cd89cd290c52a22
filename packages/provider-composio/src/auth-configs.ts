import { z } from 'zod';
import { guarded, guardedOrNull, parsed } from '@patchbay/provider';
import { chooseAuthConfig, type KnownAuthConfig } from './choose-auth-config.ts';
import type { ComposioClient } from './client.ts';
import { newConfigOptions, toolkitSchemes } from './new-config-options.ts';
import { allOf, FEW_PAGES, pagesOf } from './pages.ts';

const config = z.object({
  id: z.string(),
  status: z.string().nullish(),
  auth_scheme: z.string().nullish(),
  is_composio_managed: z.boolean().nullish(),
  created_at: z.string().nullish(),
});
const created = z.object({ auth_config: z.object({ id: z.string().min(1).max(128) }) });

/**
 * Finds the auth config for connections of an app: the project's own, or Composio's, which is created if missing.
 * Looked up for every connection, so that one added at Composio is used from then on.
 */
export class AuthConfigs {
  readonly #client: ComposioClient;
  /** Auth configs being created, by app and scheme, so that two first connections of an app create only one. */
  readonly #creating = new Map<string, Promise<string>>();

  constructor(client: ComposioClient) {
    this.#client = client;
  }

  /** `scheme`: the one that the person chose; null for the app's default. */
  async idFor(appSlug: string, scheme: string | null): Promise<string> {
    return chooseAuthConfig(await this.#list(appSlug), scheme) ?? (await this.#createOnce(appSlug, scheme));
  }

  #createOnce(appSlug: string, scheme: string | null): Promise<string> {
    const key = `${appSlug} ${scheme}`;
    const running = this.#creating.get(key);
    if (running) return running;
    const creating = this.#createOrJoin(appSlug, scheme).finally(() => this.#creating.delete(key));
    this.#creating.set(key, creating);
    return creating;
  }

  /** Another process may be doing the same: all use the oldest one, and each deletes its own duplicate. */
  async #createOrJoin(appSlug: string, scheme: string | null): Promise<string> {
    const mine = await this.#create(appSlug, scheme);
    const chosen = chooseAuthConfig(await this.#list(appSlug), scheme) ?? mine;
    if (chosen !== mine) {
      await guardedOrNull(`unneeded auth config ${mine}`, () => this.#client.raw.authConfigs.delete(mine));
    }
    return chosen;
  }

  async #list(appSlug: string): Promise<KnownAuthConfig[]> {
    const list = {
      what: `auth configs of ${appSlug}`,
      item: config,
      cursorOf: String,
      limit: 50,
      mostPages: FEW_PAGES,
    };
    const pages = pagesOf(list, (at) => this.#client.raw.authConfigs.list({ toolkit_slug: appSlug, ...at }));
    return (await allOf(pages)).map((wire) => ({
      id: wire.id,
      isEnabled: wire.status !== 'DISABLED',
      isManaged: wire.is_composio_managed ?? false,
      scheme: wire.auth_scheme ?? null,
      createdAt: wire.created_at ?? '',
    }));
  }

  async #create(appSlug: string, scheme: string | null): Promise<string> {
    const known = `app ${appSlug}`;
    const wire = await guarded(known, () => this.#client.raw.toolkits.retrieve(appSlug));
    const options = newConfigOptions(appSlug, parsed(known, toolkitSchemes, wire), scheme);
    const what = `new auth config for ${appSlug}`;
    const body = { toolkit: { slug: appSlug }, auth_config: options };
    return parsed(what, created, await guarded(what, () => this.#client.raw.authConfigs.create(body))).auth_config.id;
  }
}
