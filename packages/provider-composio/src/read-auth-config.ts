import { z } from 'zod';
import { type AuthConfig, clientIdIn, guardedOrNull, isOAuthScheme, parsed } from '@patchbay/provider';
import type { ComposioClient } from './client.ts';

const authConfig = z.object({
  auth_scheme: z.string().nullish(),
  is_composio_managed: z.boolean().nullish(),
  credentials: z.record(z.string(), z.unknown()).nullish(),
});

export async function readAuthConfig({ raw }: ComposioClient, authConfigId: string): Promise<AuthConfig | null> {
  const what = `auth config ${authConfigId}`;
  const answer = await guardedOrNull(what, () => raw.authConfigs.retrieve(authConfigId));
  if (!answer) return null;
  const { auth_scheme: scheme, is_composio_managed: isManaged, credentials } = parsed(what, authConfig, answer);
  return { isManaged: isManaged ?? null, isOAuth: isOAuthScheme(scheme), clientId: clientIdIn(credentials) };
}
