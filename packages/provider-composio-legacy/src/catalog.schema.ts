import { exactObject } from '@patchbay/contracts';
import { z } from 'zod';
import { type CatalogAction, type CatalogApp, type CatalogTrigger, nameField, slugField } from '@patchbay/provider';

export const appSchema = z.object({
  key: slugField,
  name: nameField,
  displayName: nameField.nullish(),
  description: z.string().nullish(),
  logo: z.string().nullish(),
  // Declared as a string; really a list, or a comma-separated string.
  categories: z.union([z.array(z.string()), z.string()]).nullish(),
  auth_schemes: z.array(z.object({ mode: z.string().nullish(), auth_mode: z.string().nullish() })).nullish(),
  no_auth: z.boolean().nullish(),
});

/** v1 counts neither actions nor triggers. */
export function toApp(wire: z.infer<typeof appSchema>): CatalogApp {
  const authSchemes = (wire.auth_schemes ?? []).flatMap(({ mode, auth_mode }) => mode ?? auth_mode ?? []);
  const categories = typeof wire.categories === 'string' ? wire.categories.split(',') : (wire.categories ?? []);
  return {
    slug: wire.key.toLowerCase(),
    name: wire.displayName ?? wire.name,
    description: wire.description ?? '',
    appUrl: null,
    logoUrl: wire.logo ?? null,
    categories: categories
      .map((name) => name.trim())
      .filter(Boolean)
      .map((name) => ({ slug: slugOf(name), name })),
    authSchemes,
    // v1 does not say which; what is missing is found out by connecting.
    managedSchemes: authSchemes,
    guideUrl: null,
    needsAuth: !(wire.no_auth ?? authSchemes.every((scheme) => scheme === 'NO_AUTH')),
    actionsCount: null,
    triggersCount: null,
  };
}

function slugOf(category: string): string {
  return category
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

export const actionSchema = z.object({
  name: slugField,
  displayName: nameField.nullish(),
  description: z.string().nullish(),
  appKey: slugField.nullish(),
  appName: slugField,
  tags: z.array(z.string()).nullish(),
  parameters: exactObject.nullish(),
  response: exactObject.nullish(),
  version: z.string().nullish(),
});

export function toAction(wire: z.infer<typeof actionSchema>): CatalogAction {
  return {
    slug: wire.name,
    appSlug: (wire.appKey ?? wire.appName).toLowerCase(),
    name: wire.displayName ?? wire.name,
    description: wire.description ?? '',
    tags: wire.tags ?? [],
    inputSchema: wire.parameters ?? {},
    outputSchema: wire.response ?? {},
    version: wire.version ?? null,
    requiredScopes: [],
  };
}

export const triggerSchema = z.object({
  name: slugField,
  display_name: nameField.nullish(),
  description: z.string().nullish(),
  type: z.string().nullish(),
  appKey: slugField,
  config: exactObject.nullish(),
  payload: exactObject.nullish(),
});

export function toTrigger(wire: z.infer<typeof triggerSchema>): CatalogTrigger {
  return {
    slug: wire.name,
    appSlug: wire.appKey.toLowerCase(),
    name: wire.display_name ?? wire.name,
    description: wire.description ?? '',
    type: wire.type === 'poll' ? 'poll' : 'webhook',
    configSchema: wire.config ?? {},
    payloadSchema: wire.payload ?? {},
    needsEndpoint: false,
  };
}
