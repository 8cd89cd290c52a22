import { Router } from 'express';
import { z } from 'zod';
import { findAuthConfig } from '../auth-configs/find-auth-config.ts';
import type { SandboxContext } from '../context.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { parseInput } from '../http/parse-input.ts';
import type { AuthConfigRecord } from '../store/state.ts';
import { legacyPage, pageNumber, pageSize } from './list-page.ts';

const listQuery = z.object({ appName: z.string().max(255).optional(), page: pageNumber, pageSize });

/** `/api/v1/integrations`, read-only: the old name of v3's auth configs. */
export function integrationRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.get(
    '/',
    endpoint(store, (request) => {
      const query = parseInput(listQuery, request.query);
      const found = [...store.state.authConfigs.values()].filter(
        (config) => config.deletedAt === null && (query.appName === undefined || config.toolkit === query.appName),
      );
      return { body: legacyPage(found.map(integrationWire), query.page, query.pageSize ?? 50) };
    }),
  );
  routes.get(
    '/:id',
    endpoint(store, (request) => ({ body: integrationWire(findAuthConfig(context, pathParam(request, 'id'))) })),
  );
  return routes;
}

function integrationWire(config: AuthConfigRecord): Record<string, unknown> {
  return {
    id: config.id,
    name: config.name,
    appId: config.toolkit,
    appName: config.toolkit,
    authScheme: config.authScheme,
    authConfig: {},
    useComposioAuth: config.isManaged,
    enabled: !config.isDisabled,
    deleted: false,
    expectedInputFields: [],
    createdAt: new Date(config.createdAt).toISOString(),
    updatedAt: new Date(config.updatedAt).toISOString(),
  };
}
