import { Router } from 'express';
import { z } from 'zod';
import type { Tool } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import { notFound } from '../http/api-error.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { pageWithHidden } from '../http/hidden-entries.ts';
import { pageOf, pageParams, readPage } from '../http/paging.ts';
import { flagParam, idText, listParam, parseInput } from '../http/parse-input.ts';
import { executeInput, executeTool } from './execute-tool.ts';
import { proxyInput, proxyRequest } from './proxy-request.ts';
import { requirementsOf, scopesOfTool } from './scopes.ts';
import { toolWire } from './tool.wire.ts';

const listQuery = z.object({
  ...pageParams,
  toolkit_slug: listParam,
  tool_slugs: listParam,
  tags: listParam,
  important: flagParam,
  search: z.string().max(200).optional(),
  query: z.string().max(200).optional(),
});

const scopesInput = z.object({ tools: z.array(idText).max(500) });
const inputInput = z.object({ text: z.string().min(1).max(10_000) });

type ListQuery = z.output<typeof listQuery>;

/** `/tools` */
export function toolRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.get(
    '/',
    endpoint(store, (request) => {
      const query = parseInput(listQuery, request.query);
      const page = readPage(query, { standard: 20, max: 1000 });
      const cut = context.switches.countsHidden ? pageWithHidden : pageOf;
      return { body: cut(selectTools(context, query), page, (tool: Tool) => toolWire(context, tool)) };
    }),
  );
  routes.get(
    '/enum',
    endpoint(store, () => ({ body: candidates(context.catalog, {}).map(({ slug }) => slug) })),
  );
  routes.get(
    '/:slug',
    endpoint(store, (request) => ({ body: toolWire(context, findTool(context, pathParam(request, 'slug'))) })),
  );
  routes.post(
    '/scopes/required',
    endpoint(store, (request) => ({ body: requiredScopes(context, parseInput(scopesInput, request.body).tools) })),
  );
  routes.post(
    '/execute/proxy',
    endpoint(store, (request) => ({ body: proxyRequest(context, parseInput(proxyInput, request.body)) })),
  );
  routes.post(
    '/execute/:slug/input',
    endpoint(store, (request) => {
      const { text } = parseInput(inputInput, request.body);
      return { body: { arguments: argumentsFrom(findTool(context, pathParam(request, 'slug')), text) } };
    }),
  );
  routes.post(
    '/execute/:slug',
    endpoint(store, (request) => {
      const tool = findTool(context, pathParam(request, 'slug'));
      return { body: executeTool(context, tool, parseInput(executeInput, request.body)) };
    }),
  );
  return routes;
}

/** The tool, or 404. */
export function findTool(context: SandboxContext, slug: string): Tool {
  const tool = context.catalog.tool(slug.toUpperCase());
  if (!tool) throw notFound('Tool', slug);
  return tool;
}

function requiredScopes(context: SandboxContext, slugs: readonly string[]): Record<string, unknown> {
  const each = slugs.map((slug) => {
    const tool = findTool(context, slug);
    return { tool: tool.slug, scopes: scopesOfTool(context.catalog.toolkit(tool.toolkit), tool) };
  });
  return {
    scopes_required: [...new Set(each.flatMap(({ scopes }) => scopes))],
    per_tool_requirements: each.map(({ tool, scopes }) => ({ tool, scope_requirements: requirementsOf(scopes) })),
  };
}

/** The service uses a language model; here every required string argument gets the whole text. */
function argumentsFrom({ input }: Tool, text: string): Record<string, unknown> {
  const texts = (input.required ?? []).filter((name) => input.properties?.[name]?.type === 'string');
  return Object.fromEntries(texts.map((name) => [name, text]));
}

function selectTools({ catalog }: SandboxContext, query: ListQuery): Tool[] {
  const words = (query.search ?? query.query ?? '').trim().toLowerCase();
  return candidates(catalog, query).filter(
    (tool) =>
      (!query.tags?.length || query.tags.some((tag) => tool.tags.includes(tag))) &&
      (query.important !== true || tool.tags.includes('important')) &&
      `${tool.slug} ${tool.name} ${tool.description}`.toLowerCase().includes(words),
  );
}

/** Named tools, the tools of named apps, or all. */
function candidates(catalog: SandboxContext['catalog'], query: ListQuery): Tool[] {
  if (query.tool_slugs?.length) return query.tool_slugs.flatMap((slug) => catalog.tool(slug.toUpperCase()) ?? []);
  const toolkits = query.toolkit_slug?.length ? query.toolkit_slug : catalog.toolkits().map(({ slug }) => slug);
  return toolkits.flatMap((slug) => catalog.tools(slug));
}
