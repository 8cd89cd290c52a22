import { Router } from 'express';
import { z } from 'zod';
import { catalogVersion, type Tool } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { listParam, parseInput } from '../http/parse-input.ts';
import { executeTool } from '../tools/execute-tool.ts';
import { proxyInput, proxyRequest } from '../tools/proxy-request.ts';
import { findTool } from '../tools/tools.route.ts';
import { logoUrl } from '../toolkits/toolkit.wire.ts';
import { legacyPage, pageNumber, pageSize } from './list-page.ts';

const listQuery = z.object({ apps: listParam, actions: listParam, page: pageNumber, limit: pageSize });

const executeInput = z.object({
  connectedAccountId: z.string().max(255).optional(),
  input: z.record(z.string(), z.unknown()).default({}),
});

const requestInput = z.object({
  connectedAccountId: z.string().max(255),
  endpoint: z.string(),
  method: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), value: z.string() })).default([]),
  body: z.record(z.string(), z.unknown()).optional(),
});

/** `/api/v2/actions` */
export function actionRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.get(
    '/',
    endpoint(store, (request) => {
      const query = parseInput(listQuery, request.query);
      const page = legacyPage(toolsOf(context, query), query.page, query.limit ?? 1000);
      return { body: { ...page, items: page.items.map((tool) => actionWire(context, tool)) } };
    }),
  );
  routes.get(
    '/:name',
    endpoint(store, (request) => ({ body: actionWire(context, findTool(context, pathParam(request, 'name'))) })),
  );
  routes.post(
    '/proxy',
    endpoint(store, (request) => ({ body: proxied(context, parseInput(requestInput, request.body)) })),
  );
  routes.post(
    '/:name/execute',
    endpoint(store, (request) => {
      const { connectedAccountId, input } = parseInput(executeInput, request.body);
      const tool = findTool(context, pathParam(request, 'name'));
      const { data, error, successful } = executeTool(context, tool, {
        ...(connectedAccountId !== undefined && { connected_account_id: connectedAccountId }),
        arguments: input,
      });
      // Both spellings, as the service wrote them.
      return { body: { data, error, successful, successfull: successful } };
    }),
  );
  return routes;
}

/** Of the app's answer, this generation of the API passes on the data alone. */
function proxied(context: SandboxContext, input: z.output<typeof requestInput>): Record<string, unknown> {
  const { connectedAccountId, parameters, ...request } = input;
  const named = parameters.map(({ in: type, ...parameter }) => ({ ...parameter, type }));
  const given = { ...request, connected_account_id: connectedAccountId, parameters: named };
  const { status, data } = proxyRequest(context, parseInput(proxyInput, given));
  const successful = Number(status) < 400;
  return { data, error: successful ? null : `status ${String(status)}`, successful, successfull: successful };
}

function toolsOf({ catalog }: SandboxContext, query: z.output<typeof listQuery>): readonly Tool[] {
  if (query.actions?.length) return query.actions.flatMap((slug) => catalog.tool(slug.toUpperCase()) ?? []);
  const apps = query.apps?.length
    ? query.apps.map((app) => app.toLowerCase())
    : catalog.toolkits().map(({ slug }) => slug);
  return apps.flatMap((slug) => catalog.tools(slug));
}

function actionWire(context: SandboxContext, tool: Tool): Record<string, unknown> {
  return {
    name: tool.slug,
    displayName: tool.name,
    description: tool.description,
    appKey: tool.toolkit,
    appName: tool.toolkit,
    appId: tool.toolkit,
    logo: logoUrl(context, tool.toolkit),
    tags: tool.tags,
    parameters: tool.input,
    response: tool.output,
    version: catalogVersion,
    available_versions: [catalogVersion],
    no_auth: context.catalog.toolkit(tool.toolkit)?.authSchemes.includes('NO_AUTH') ?? false,
    enabled: true,
  };
}
