import { z } from 'zod';
import {
  guarded,
  guardedOrNull,
  parsed,
  ProviderFailure,
  type ProviderSchemes,
  withoutWords,
} from '@patchbay/provider';
import { aliasOf } from './alias.ts';
import { AuthConfigs } from './auth-configs.ts';
import type { ComposioClient } from './client.ts';
import { pagesOf } from './pages.ts';
import { toolkitSchemes, toSchemes } from './schemes.schema.ts';

const config = z.object({
  status: z.string().nullish(),
  auth_scheme: z.string().nullish(),
  is_composio_managed: z.boolean().nullish(),
  toolkit: z.object({ slug: z.string() }),
});

const created = z.object({ id: z.string().min(1).max(128) });
const endpoints = z.object({ items: z.array(z.object({ toolkit_slug: z.string() })) });

type NewAccount = Parameters<ComposioClient['raw']['connectedAccounts']['create']>[0];

/** Ways to authorize, and what the project has set up for them. */
export function composioSchemes(client: ComposioClient): ProviderSchemes {
  const { raw, baseUrl } = client;
  const authConfigs = new AuthConfigs(client);
  return {
    canChooseScheme: true,
    ownClient: {
      redirectUrl: `${baseUrl}/api/v3.1/toolkits/auth/callback`,
      dashboardUrl: 'https://platform.composio.dev',
    },

    async readSchemes(appSlug) {
      const what = `schemes of ${appSlug}`;
      const answer = await guardedOrNull(what, () => raw.toolkits.retrieve(appSlug));
      return answer && toSchemes(parsed(what, toolkitSchemes, answer));
    },

    async listOwnConfigs(appSlug) {
      const list = { what: 'own auth configs', item: config, cursorOf: String, limit: 50 };
      const filter = appSlug === null ? {} : { toolkit_slug: appSlug };
      const found = [];
      for await (const page of pagesOf(list, (at) => raw.authConfigs.list({ ...filter, ...at }))) found.push(...page);
      return found.flatMap(({ status, auth_scheme: scheme, is_composio_managed: isManaged, toolkit }) =>
        status === 'DISABLED' || isManaged !== false || !scheme
          ? []
          : [{ appSlug: toolkit.slug.toLowerCase(), scheme }],
      );
    },

    async hasWebhookEndpoint(appSlug) {
      const what = `webhook endpoints of ${appSlug}`;
      try {
        const query = { toolkit_slug: appSlug };
        const answer = parsed(what, endpoints, await guarded(what, () => raw.webhookEndpoints.list(query)));
        return answer.items.some(({ toolkit_slug: slug }) => slug.toLowerCase() === appSlug);
      } catch (error) {
        // A scoped key may lack this permission alone, and older gateways the whole call.
        if (error instanceof ProviderFailure && !error.isAway) return null;
        throw error;
      }
    },

    async createAccount(request) {
      const { appSlug, workspaceId, authScheme, values } = request;
      const configId = await authConfigs.idFor({ appSlug, scheme: authScheme });
      const what = `account of ${appSlug} by ${authScheme}`;
      const state = { authScheme, val: { ...values, status: 'ACTIVE' } };
      const connection = { user_id: workspaceId, alias: aliasOf(request), state };
      // "Validates only for API Key Auth scheme", by the documentation.
      const body = { auth_config: { id: configId }, connection, validate_credentials: authScheme === 'API_KEY' };
      try {
        // The types have a list of names for each scheme; the app's own list of fields wins.
        const answer = await guarded(what, () => raw.connectedAccounts.create(body as NewAccount));
        return { accountId: parsed(what, created, answer).id, authConfigId: configId };
      } catch (error) {
        throw withoutWords(what, error);
      }
    },
  };
}
