import { Router } from 'express';
import type { Toolkit } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { authFields } from '../toolkits/auth-fields.ts';
import { logoUrl } from '../toolkits/toolkit.wire.ts';
import { findToolkit } from '../toolkits/toolkits.route.ts';

const createdAt = '2024-05-01T09:00:00.000Z';

/** `/api/v1/apps`: all of them at once, like v1. */
export function appRoutes(context: SandboxContext): Router {
  const { store, catalog } = context;
  const routes = Router();
  routes.get(
    '/',
    endpoint(store, () => ({ body: { items: catalog.toolkits().map((toolkit) => appWire(context, toolkit)) } })),
  );
  routes.get(
    '/list/categories',
    endpoint(store, () => ({ body: { items: catalog.categories().map(({ name }) => name) } })),
  );
  routes.get(
    '/:key',
    endpoint(store, (request) => ({
      body: appWire(context, findToolkit(context, pathParam(request, 'key').toLowerCase())),
    })),
  );
  return routes;
}

function appWire(context: SandboxContext, toolkit: Toolkit): Record<string, unknown> {
  const noAuth = toolkit.authSchemes.includes('NO_AUTH');
  return {
    appId: toolkit.slug,
    key: toolkit.slug,
    name: toolkit.slug,
    displayName: toolkit.name,
    description: toolkit.description,
    logo: logoUrl(context, toolkit.slug),
    categories: toolkit.categories.map(({ name }) => name),
    tags: [],
    enabled: true,
    no_auth: noAuth,
    auth_schemes: toolkit.authSchemes.map((mode) => ({ mode, auth_mode: mode, fields: fieldsOf(toolkit, mode) })),
    meta: { is_custom_app: false, triggersCount: toolkit.triggersCount, actionsCount: toolkit.toolsCount },
    createdAt,
    updatedAt: createdAt,
  };
}

function fieldsOf(toolkit: Toolkit, mode: Toolkit['authSchemes'][number]): Record<string, unknown>[] {
  const asked = authFields(toolkit, mode)['connected_account_initiation']?.required ?? [];
  return asked.map(({ name, displayName, type, description, required, is_secret }) => ({
    name,
    display_name: displayName,
    type,
    description,
    required,
    is_secret,
    expected_from_customer: true,
  }));
}
