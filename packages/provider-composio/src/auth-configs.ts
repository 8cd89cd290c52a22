import { createHash } from 'node:crypto';
import { z } from 'zod';
import { guarded, guardedOrNull, parsed, ProviderFailure, scopesIn } from '@patchbay/provider';
import { chooseAuthConfig, type ConfigFilter, type KnownAuthConfig, SCOPED_NAME } from './choose-auth-config.ts';
import type { ComposioClient } from './client.ts';
import { newConfigOptions, toolkitSchemes, type WantedConfig } from './new-config-options.ts';
import { allOf, FEW_PAGES, pagesOf } from './pages.ts';

const config = z.object({
  id: z.string(),
  name: z.string().nullish(),
  status: z.string().nullish(),
  auth_scheme: z.string().nullish(),
  is_composio_managed: z.boolean().nullish(),
  credentials: z.object({ scopes: z.unknown().optional() }).nullish().catch(null),
  created_at: z.string().nullish(),
});
const created = z.object({ auth_config: z.object({ id: z.string().min(1).max(128) }) });

interface ConfigRequest {
  appSlug: string;
  /** The one that the person chose; null for the app's first choice. */
  scheme: string | null;
  /** All the permissions to ask for; left out for those that the config asks for anyway. */
  scopes?: string[] | undefined;
}

/**
 * Finds the auth config for connections of an app: the project's own, or Composio's, which is created if missing.
 * Looked up for every connection, so that one added at Composio is used from then on. Scopes that a config does not
 * request get a config of their own: changing the existing one would change what every other workspace is asked for.
 */
export class AuthConfigs {
  readonly #client: ComposioClient;
  /** Auth configs being created, by app, scheme and name, so that two first connections of an app create only one. */
  readonly #creating = new Map<string, Promise<string>>();

  constructor(client: ComposioClient) {
    this.#client = client;
  }

  async idFor({ appSlug, scheme, scopes }: ConfigRequest): Promise<string> {
    const known = await this.#list(appSlug);
    const usual = chooseAuthConfig(known, { scheme });
    if (!scopes?.length) return usual?.id ?? this.#createOnce(appSlug, { scheme });
    if (usual && asksForAll(usual, scopes)) return usual.id;
    if (usual && isOwnClient(usual)) throw needsScopes(appSlug, usual, scopes);
    const wanted = { scheme, scopes, name: nameFor(scopes) };
    return chooseAuthConfig(known, wanted)?.id ?? this.#createOnce(appSlug, wanted);
  }

  #createOnce(appSlug: string, wanted: WantedConfig): Promise<string> {
    const key = [appSlug, wanted.scheme, wanted.name].join(' ');
    const running = this.#creating.get(key);
    if (running) return running;
    const creating = this.#createOrJoin(appSlug, wanted).finally(() => this.#creating.delete(key));
    this.#creating.set(key, creating);
    return creating;
  }

  /** Another process may be doing the same: all use the oldest one, and each deletes its own duplicate. */
  async #createOrJoin(appSlug: string, wanted: WantedConfig): Promise<string> {
    const mine = await this.#create(appSlug, wanted);
    const filter: ConfigFilter = wanted;
    const chosen = chooseAuthConfig(await this.#list(appSlug), filter)?.id ?? mine;
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
      maxPages: FEW_PAGES,
    };
    const pages = pagesOf(list, (at) => this.#client.raw.authConfigs.list({ toolkit_slug: appSlug, ...at }));
    return (await allOf(pages)).map((wire) => ({
      id: wire.id,
      name: wire.name ?? '',
      isEnabled: wire.status !== 'DISABLED',
      isManaged: wire.is_composio_managed ?? false,
      scheme: wire.auth_scheme ?? null,
      scopes: scopesIn(wire.credentials?.scopes),
      createdAt: wire.created_at ?? '',
    }));
  }

  async #create(appSlug: string, wanted: WantedConfig): Promise<string> {
    const known = `app ${appSlug}`;
    const wire = await guarded(known, () => this.#client.raw.toolkits.retrieve(appSlug));
    const options = newConfigOptions(appSlug, parsed(known, toolkitSchemes, wire), wanted);
    const what = `new auth config for ${appSlug}`;
    const body = { toolkit: { slug: appSlug }, auth_config: options };
    return parsed(what, created, await guarded(what, () => this.#client.raw.authConfigs.create(body))).auth_config.id;
  }
}

function asksForAll({ scopes }: KnownAuthConfig, wanted: string[]): boolean {
  return scopes !== null && wanted.every((scope) => scopes.includes(scope));
}

/** Only its owner can change it or make another one, because only they have its secret. */
function isOwnClient({ isManaged, scheme }: KnownAuthConfig): boolean {
  return !isManaged && (scheme === 'OAUTH2' || scheme === 'OAUTH1');
}

function needsScopes(appSlug: string, { scopes }: KnownAuthConfig, wanted: string[]): ProviderFailure {
  const missing = wanted.filter((scope) => !scopes?.includes(scope));
  return new ProviderFailure(
    'needs_scopes',
    `the own auth config of ${appSlug} does not ask for ${missing.join(', ')}`,
  );
}

/** The same for the same permissions, in whatever order. */
function nameFor(scopes: string[]): string {
  const text = [...new Set(scopes)].toSorted().join(' ');
  return `${SCOPED_NAME}${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}
