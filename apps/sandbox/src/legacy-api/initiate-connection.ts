import { z } from 'zod';
import { createAuthConfig } from '../auth-configs/create-auth-config.ts';
import { findAuthConfig } from '../auth-configs/find-auth-config.ts';
import type { Toolkit } from '../catalog/catalog.ts';
import { linkUrl } from '../connected-accounts/account.wire.ts';
import { createLink } from '../connected-accounts/create-link.ts';
import type { SandboxContext } from '../context.ts';
import { badRequest } from '../http/api-error.ts';
import { idText } from '../http/parse-input.ts';
import type { AuthConfigRecord } from '../store/state.ts';
import { factsOf } from '../toolkits/auth-schemes.ts';
import { findToolkit } from '../toolkits/toolkits.route.ts';

/** What `composio-core` sends; `useComposioAuth` is inverted there, and ignored here. */
export const initiateInput = z.object({
  app: z.object({ uniqueKey: idText.optional(), integrationId: idText.optional() }),
  connection: z.object({
    entityId: idText.default('default'),
    initiateData: z.record(z.string(), z.unknown()).default({}),
    extra: z
      .object({
        // Where its caller gives no address, `composio-core` sends an empty one.
        redirectURL: z
          .union([z.literal('').transform(() => undefined), z.url({ protocol: /^https?$/ }).max(4096)])
          .optional(),
        labels: z.array(z.string().min(1).max(255)).default([]),
      })
      .default({ labels: [] }),
  }),
});

/** Starts a flow with the named integration, or with the app's, which is created if missing. */
export function initiateConnection(
  context: SandboxContext,
  { app, connection }: z.output<typeof initiateInput>,
): Record<string, unknown> {
  const config = app.integrationId ? findAuthConfig(context, app.integrationId) : integrationOf(context, app.uniqueKey);
  const [label] = connection.extra.labels;
  const link = createLink(context, {
    auth_config_id: config.id,
    user_id: connection.entityId,
    ...(connection.extra.redirectURL !== undefined && { callback_url: connection.extra.redirectURL }),
    ...(label !== undefined && { alias: label }),
  });
  const redirectUrl = linkUrl(context, link.token);
  return {
    connectionResponse: { connectionStatus: 'INITIATED', connectedAccountId: link.accountId, redirectUrl },
  };
}

function integrationOf(context: SandboxContext, key: string | undefined): AuthConfigRecord {
  if (key === undefined) throw badRequest('Connection_AppMissing', 'app.uniqueKey or app.integrationId is needed');
  const toolkit = findToolkit(context, key.toLowerCase());
  const own = [...context.store.state.authConfigs.values()].findLast(
    (config) => config.toolkit === toolkit.slug && config.deletedAt === null && !config.isDisabled,
  );
  return own ?? createAuthConfig(context, { toolkit: { slug: toolkit.slug }, auth_config: optionsFor(toolkit) });
}

function optionsFor({ managedAuthSchemes, authSchemes }: Toolkit) {
  const entered = authSchemes.find((scheme) => !factsOf(scheme).consents && scheme !== 'NO_AUTH');
  if (managedAuthSchemes.length > 0 || !entered) return { type: 'use_composio_managed_auth' as const };
  return { type: 'use_custom_auth' as const, authScheme: entered };
}
