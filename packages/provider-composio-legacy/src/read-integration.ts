import { z } from 'zod';
import { type AuthConfig, clientIdIn, isOAuthScheme, parsed } from '@patchbay/provider';
import type { LegacyClient } from './client.ts';
import { guardedLegacyOrNull } from './guarded-legacy.ts';

const integration = z.object({
  authScheme: z.string().nullish(),
  useComposioAuth: z.boolean().nullish(),
  authConfig: z.record(z.string(), z.unknown()).nullish(),
});

/** An integration is v1's name for an auth config. */
export async function readIntegration({ sdk }: LegacyClient, integrationId: string): Promise<AuthConfig | null> {
  const what = `integration ${integrationId}`;
  const answer = await guardedLegacyOrNull(what, () => sdk.integrations.get({ integrationId }));
  if (!answer) return null;
  const { authScheme, useComposioAuth, authConfig } = parsed(what, integration, answer);
  return { isManaged: useComposioAuth ?? null, isOAuth: isOAuthScheme(authScheme), clientId: clientIdIn(authConfig) };
}
