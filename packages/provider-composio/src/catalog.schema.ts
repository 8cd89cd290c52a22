import { exactObject } from '@patchbay/contracts';
import { z } from 'zod';
import { webAddress } from './schemes.schema.ts';
import {
  type CatalogAction,
  type CatalogApp,
  type CatalogTrigger,
  countField,
  nameField,
  slugField,
} from '@patchbay/provider';

export const toolkitSchema = z.object({
  slug: slugField,
  name: nameField,
  auth_schemes: z.array(z.string()).nullish(),
  composio_managed_auth_schemes: z.array(z.string()).nullish(),
  auth_guide_url: z.string().nullish(),
  no_auth: z.boolean().nullish(),
  meta: z.object({
    description: z.string().nullish(),
    logo: z.string().nullish(),
    app_url: z.string().nullish(),
    categories: z.array(z.object({ id: z.string(), name: z.string() })).nullish(),
    triggers_count: countField,
    tools_count: countField,
  }),
});

export function toApp({ slug, name, auth_schemes, no_auth, meta, ...wire }: z.infer<typeof toolkitSchema>): CatalogApp {
  const authSchemes = auth_schemes ?? [];
  return {
    slug: slug.toLowerCase(),
    name,
    description: meta.description ?? '',
    appUrl: meta.app_url ?? null,
    logoUrl: meta.logo ?? null,
    categories: (meta.categories ?? []).map((category) => ({ slug: category.id, name: category.name })),
    authSchemes,
    managedSchemes: wire.composio_managed_auth_schemes ?? [],
    guideUrl: webAddress(wire.auth_guide_url),
    needsAuth: !(no_auth ?? authSchemes.every((scheme) => scheme === 'NO_AUTH')),
    actionsCount: meta.tools_count ?? null,
    triggersCount: meta.triggers_count ?? null,
  };
}

export const toolSchema = z.object({
  slug: slugField,
  name: nameField,
  description: z.string().nullish(),
  toolkit: z.object({ slug: slugField }),
  tags: z.array(z.string()).nullish(),
  input_parameters: exactObject.nullish(),
  output_parameters: exactObject.nullish(),
  version: z.string().nullish(),
  scopes: z.array(z.string()).nullish(),
  scope_requirements: z
    .object({ all_of: z.array(z.union([z.string(), z.object({ any_of: z.array(z.string()) })])) })
    .nullish()
    .catch(null),
});

/** Tools of before the structured list name scopes of which it is not said how many are needed: then any of them will do. */
function requiredScopes({ scopes, scope_requirements: structured }: z.infer<typeof toolSchema>): string[][] {
  if (structured) return structured.all_of.map((each) => (typeof each === 'string' ? [each] : each.any_of));
  return scopes && scopes.length > 0 ? [scopes] : [];
}

export function toAction(wire: z.infer<typeof toolSchema>): CatalogAction {
  return {
    slug: wire.slug,
    appSlug: wire.toolkit.slug.toLowerCase(),
    name: wire.name,
    description: wire.description ?? '',
    tags: wire.tags ?? [],
    inputSchema: wire.input_parameters ?? {},
    outputSchema: wire.output_parameters ?? {},
    version: wire.version ?? null,
    requiredScopes: requiredScopes(wire),
  };
}

export const triggerTypeSchema = z.object({
  slug: slugField,
  name: nameField,
  description: z.string().nullish(),
  // For display only: triggers of a new kind work like all others.
  type: z.enum(['webhook', 'poll']).catch('webhook'),
  toolkit: z.object({ slug: slugField }),
  config: exactObject.nullish(),
  payload: exactObject.nullish(),
  requires_webhook_endpoint_setup: z.boolean().nullish(),
});

export function toTrigger(wire: z.infer<typeof triggerTypeSchema>): CatalogTrigger {
  return {
    slug: wire.slug,
    appSlug: wire.toolkit.slug.toLowerCase(),
    name: wire.name,
    description: wire.description ?? '',
    type: wire.type,
    configSchema: wire.config ?? {},
    payloadSchema: wire.payload ?? {},
    needsEndpoint: wire.requires_webhook_endpoint_setup ?? false,
  };
}
