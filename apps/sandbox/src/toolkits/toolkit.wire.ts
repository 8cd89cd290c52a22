import type { SandboxContext } from '../context.ts';
import { catalogVersion } from '../catalog/catalog.ts';
import type { AuthScheme, Toolkit } from '../catalog/catalog.ts';
import { scopesOf } from '../tools/scopes.ts';
import { factsOf } from './auth-schemes.ts';
import { authFields } from './auth-fields.ts';

// The catalog is static data; its timestamps are fixed so that responses are the same on every start.
const createdAt = '2026-01-12T09:00:00.000Z';
const updatedAt = '2026-11-02T09:00:00.000Z';

/** An entry of `GET /toolkits`. */
export function toolkitItem(context: SandboxContext, toolkit: Toolkit): Record<string, unknown> {
  return {
    slug: toolkit.slug,
    name: toolkit.name,
    type: 'native',
    auth_schemes: toolkit.authSchemes,
    composio_managed_auth_schemes: toolkit.managedAuthSchemes,
    is_local_toolkit: false,
    no_auth: toolkit.authSchemes.includes('NO_AUTH'),
    auth_guide_url: null,
    deprecated: { toolkitId: toolkit.slug },
    meta: { ...metaOf(context, toolkit), categories: toolkit.categories },
  };
}

/** The path with which an app reports who is signed in; the same for all apps here. */
export const currentUserPath = '/me';
const currentUser = { get_current_user_endpoint: currentUserPath, get_current_user_endpoint_method: 'GET' };

/** The response of `GET /toolkits/:slug`; its categories have `slug` where the list has `id`. */
export function toolkitDetail(context: SandboxContext, toolkit: Toolkit): Record<string, unknown> {
  return {
    slug: toolkit.slug,
    name: toolkit.name,
    type: 'native',
    enabled: true,
    is_local_toolkit: false,
    composio_managed_auth: toolkit.managedAuthSchemes.map((mode) => ({
      mode,
      scopes: { available: scopesOf(toolkit) },
    })),
    composio_managed_auth_schemes: toolkit.managedAuthSchemes,
    ...(toolkit.authSchemes.some((scheme) => factsOf(scheme).consents) && currentUser),
    auth_config_details: toolkit.authSchemes.map((scheme) => authConfigDetail(toolkit, scheme)),
    deprecated: { toolkitId: toolkit.slug, rawProxyInfoByAuthSchemes: [] },
    meta: {
      ...metaOf(context, toolkit),
      categories: toolkit.categories.map(({ id, name }) => ({ slug: id, name })),
      available_versions: [catalogVersion],
    },
  };
}

export function logoUrl(context: SandboxContext, slug: string): string {
  return `${context.publicUrl()}/logos/${slug}.svg`;
}

function metaOf(context: SandboxContext, toolkit: Toolkit): Record<string, unknown> {
  return {
    created_at: createdAt,
    updated_at: updatedAt,
    description: toolkit.description,
    logo: logoUrl(context, toolkit.slug),
    app_url: toolkit.appUrl,
    tools_count: toolkit.toolsCount,
    triggers_count: toolkit.triggersCount,
    version: catalogVersion,
  };
}

function authConfigDetail(toolkit: Toolkit, mode: AuthScheme): Record<string, unknown> {
  return {
    mode,
    name: `${toolkit.slug}_${mode.toLowerCase()}`,
    auth_hint_url: null,
    fields: authFields(toolkit, mode),
  };
}
