import { Router } from 'express';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { badRequest } from '../http/api-error.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { pageOf, pageParams, readPage } from '../http/paging.ts';
import { flagParam, parseInput } from '../http/parse-input.ts';
import type { AuthConfigRecord } from '../store/state.ts';
import { authConfigWire } from './auth-config.wire.ts';
import { createAuthConfig, createAuthConfigInput } from './create-auth-config.ts';
import { findAuthConfig } from './find-auth-config.ts';

const listQuery = z.object({
  ...pageParams,
  toolkit_slug: z.string().max(255).optional(),
  is_composio_managed: flagParam,
  show_disabled: flagParam,
  search: z.string().max(200).optional(),
});

const updateInput = z.object({
  name: z.string().min(1).max(255).optional(),
  tool_access_config: z.record(z.string(), z.unknown()).optional(),
});

/** `/auth_configs` */
export function authConfigRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();

  routes.get(
    '/',
    endpoint(store, (request) => ({ body: listAuthConfigs(context, request.query) })),
  );
  routes.post(
    '/',
    endpoint(store, (request) => {
      const config = createAuthConfig(context, parseInput(createAuthConfigInput, request.body));
      const { id, authScheme: auth_scheme, isManaged: is_composio_managed } = config;
      return {
        status: 201,
        body: { toolkit: { slug: config.toolkit }, auth_config: { id, auth_scheme, is_composio_managed } },
      };
    }),
  );
  routes.get(
    '/:id',
    endpoint(store, (request) => ({
      body: authConfigWire(context, findAuthConfig(context, pathParam(request, 'id'))),
    })),
  );
  routes.patch(
    '/:id',
    endpoint(store, (request) => {
      const { name, tool_access_config: toolAccess } = parseInput(updateInput, request.body);
      change(context, pathParam(request, 'id'), { ...(name && { name }), ...(toolAccess && { toolAccess }) });
      return { body: { success: true } };
    }),
  );
  routes.patch(
    '/:id/:status',
    endpoint(store, (request) => {
      const status = pathParam(request, 'status');
      if (status !== 'ENABLED' && status !== 'DISABLED') throw badRequest('HTTP_BadRequest', 'Unknown status');
      change(context, pathParam(request, 'id'), { isDisabled: status === 'DISABLED' });
      return { body: { success: true } };
    }),
  );
  routes.delete(
    '/:id',
    endpoint(store, (request) => {
      change(context, pathParam(request, 'id'), { deletedAt: context.now() });
      return { body: {} };
    }),
  );
  return routes;
}

/**
 * Like the live service, reduces the limit to 200 (50 until 2026-09-21) and leaves `next_cursor` null although
 * `total_items` is larger, so callers must continue with page numbers as cursors.
 */
function listAuthConfigs(context: SandboxContext, input: unknown): unknown {
  const query = parseInput(listQuery, input);
  const found = [...context.store.state.authConfigs.values()].filter(
    (config) =>
      config.deletedAt === null &&
      (query.show_disabled === true || !config.isDisabled) &&
      (query.toolkit_slug === undefined || config.toolkit === query.toolkit_slug) &&
      (query.is_composio_managed === undefined || config.isManaged === query.is_composio_managed) &&
      config.name.toLowerCase().includes(query.search?.toLowerCase() ?? ''),
  );
  const newestFirst = found.toReversed();
  const page = pageOf(newestFirst, readPage(query, { standard: 20, max: 200 }), (config) =>
    authConfigWire(context, config),
  );
  return { ...page, next_cursor: null };
}

function change(context: SandboxContext, id: string, changes: Partial<AuthConfigRecord>): void {
  Object.assign(findAuthConfig(context, id), changes, { updatedAt: context.now() });
  context.store.changed();
}
