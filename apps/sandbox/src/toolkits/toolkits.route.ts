import { Router } from 'express';
import { z } from 'zod';
import { catalogVersion } from '../catalog/catalog.ts';
import type { Toolkit } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import { notFound } from '../http/api-error.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { pageOf, pageParams, readPage } from '../http/paging.ts';
import { idText, parseInput } from '../http/parse-input.ts';
import { selectToolkits, toolkitQuery } from './select-toolkits.ts';
import { toolkitDetail, toolkitItem } from './toolkit.wire.ts';

const bounds = { standard: 20, max: 1000 };

const severalToolkits = z.object({ toolkits: z.array(idText).max(1000), ...pageParams });

/** `/toolkits` */
export function toolkitRoutes(context: SandboxContext): Router {
  const { catalog, store } = context;
  const wire = (toolkit: Toolkit): Record<string, unknown> => toolkitItem(context, toolkit);
  const routes = Router();

  routes.get(
    '/',
    endpoint(store, (request) => {
      const query = parseInput(toolkitQuery, request.query);
      return { body: pageOf(selectToolkits(catalog.toolkits(), query), readPage(query, bounds), wire) };
    }),
  );
  routes.get(
    '/categories',
    endpoint(store, () => {
      const all = catalog.categories();
      return { body: pageOf(all, { page: 1, limit: Math.max(1, all.length) }, (category) => category) };
    }),
  );
  routes.get(
    '/changelog',
    endpoint(store, () => ({ body: { items: catalog.toolkits().map(changesOf) } })),
  );
  routes.post(
    '/multi',
    endpoint(store, (request) => {
      const body = parseInput(severalToolkits, request.body);
      const wanted = new Set(body.toolkits);
      const found = catalog.toolkits().filter((toolkit) => wanted.has(toolkit.slug));
      return { body: pageOf(found, readPage(body, bounds), wire) };
    }),
  );
  routes.get(
    '/:slug',
    endpoint(store, (request) => ({ body: toolkitDetail(context, findToolkit(context, pathParam(request, 'slug'))) })),
  );
  return routes;
}

function changesOf({ slug, name }: Toolkit): Record<string, unknown> {
  return { slug, name: slug, display_name: name, versions: [{ version: catalogVersion, changelog: 'First version.' }] };
}

export function findToolkit(context: SandboxContext, slug: string): Toolkit {
  const toolkit = context.catalog.toolkit(slug);
  if (!toolkit) throw notFound('Toolkit', slug);
  return toolkit;
}
