import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AuthScheme, Toolkit } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import { badRequest, notFound } from '../http/api-error.ts';
import { idText } from '../http/parse-input.ts';
import { newId } from '../store/ids.ts';
import { scopesOf } from '../tools/scopes.ts';
import { factsOf } from '../toolkits/auth-schemes.ts';
import type { AuthConfigRecord } from '../store/state.ts';

const naming = {
  name: z.string().max(255).optional(),
  credentials: z.record(z.string(), z.unknown()).optional(),
  tool_access_config: z.record(z.string(), z.unknown()).optional(),
};

export const createAuthConfigInput = z.object({
  toolkit: z.object({ slug: idText }),
  auth_config: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('use_composio_managed_auth'), ...naming }),
      z.object({ type: z.literal('use_custom_auth'), authScheme: z.string(), ...naming }),
    ])
    .default({ type: 'use_composio_managed_auth' }),
});

type CreateAuthConfigInput = z.output<typeof createAuthConfigInput>;

/** Configures how accounts of one app are authorized. */
export function createAuthConfig(context: SandboxContext, input: CreateAuthConfigInput): AuthConfigRecord {
  const toolkit = context.catalog.toolkit(input.toolkit.slug);
  if (!toolkit) throw notFound('Toolkit', input.toolkit.slug);
  const asked = input.auth_config;
  const authScheme = asked.type === 'use_custom_auth' ? customScheme(toolkit, asked) : managedScheme(toolkit);
  const at = context.now();
  const config: AuthConfigRecord = {
    id: newId('ac'),
    uuid: randomUUID(),
    name: asked.name ?? `${toolkit.slug}-${randomUUID().slice(0, 6)}`,
    toolkit: toolkit.slug,
    authScheme,
    isManaged: asked.type === 'use_composio_managed_auth',
    clientId: clientIdOf(asked),
    scopes: scopesIn(toolkit, asked),
    isDisabled: false,
    toolAccess: asked.tool_access_config ?? {},
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  };
  context.store.state.authConfigs.set(config.id, config);
  context.store.changed();
  return config;
}

/** Keeps only the public part of the credentials. */
function clientIdOf({ type, credentials }: CreateAuthConfigInput['auth_config']): string | null {
  const id = type === 'use_custom_auth' ? credentials?.['client_id'] : undefined;
  return typeof id === 'string' ? id : null;
}

/** The service's own client may ask for no more than it was approved for; a project's own for whatever its owner likes. */
function scopesIn(toolkit: Toolkit, { type, credentials }: CreateAuthConfigInput['auth_config']): string[] | null {
  const asked = credentials?.['scopes'];
  const scopes = typeof asked === 'string' ? asked.split(/[\s,]+/) : Array.isArray(asked) ? asked.map(String) : [];
  const unknown = scopes.filter((scope) => !scopesOf(toolkit).includes(scope));
  if (type === 'use_composio_managed_auth' && unknown.length > 0) {
    throw badRequest('Auth_Config_InvalidScopes', `Scopes not available with managed auth: ${unknown.join(', ')}`);
  }
  return scopes.length > 0 ? scopes : null;
}

function managedScheme(toolkit: Toolkit): AuthScheme {
  const scheme = toolkit.managedAuthSchemes[0];
  if (scheme) return scheme;
  const message = `Default auth config not found for toolkit "${toolkit.slug}"`;
  throw badRequest('Auth_Config_DefaultAuthConfigNotFound', message);
}

function customScheme(
  toolkit: Toolkit,
  asked: { authScheme: string; credentials?: Record<string, unknown> | undefined },
): AuthScheme {
  const scheme = toolkit.authSchemes.find((known) => known === asked.authScheme && known !== 'NO_AUTH');
  if (!scheme) {
    const message = `Toolkit "${toolkit.slug}" does not support the auth scheme "${asked.authScheme}"`;
    throw badRequest('Auth_Config_AuthSchemeNotSupported', message);
  }
  const missing = factsOf(scheme).project.filter(([name]) => !asked.credentials?.[name]);
  if (missing.length === 0) return scheme;
  throw badRequest('Auth_Config_MissingFields', `Missing required fields: ${missing.map(([name]) => name).join(', ')}`);
}
