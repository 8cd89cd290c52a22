import { Router } from 'express';
import { z } from 'zod';
import type { TriggerType } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import { notFound } from '../http/api-error.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { pageOf, pageParams, readPage } from '../http/paging.ts';
import { listParam, parseInput } from '../http/parse-input.ts';
import { triggerTypeWire } from './trigger-type.wire.ts';

const listQuery = z.object({ ...pageParams, toolkit_slugs: listParam });

/** `/triggers_types` */
export function triggerTypeRoutes(context: SandboxContext): Router {
  const { store } = context;
  const wire = (trigger: TriggerType): Record<string, unknown> => triggerTypeWire(context, trigger);
  const routes = Router();
  routes.get(
    '/',
    endpoint(store, (request) => {
      const query = parseInput(listQuery, request.query);
      const found = triggerTypesOf(context, query.toolkit_slugs);
      return {
        body: pageOf(found, readPage(query, { standard: 20, max: 50, over: context.switches.overLimit }), wire),
      };
    }),
  );
  routes.get(
    '/list/enum',
    endpoint(store, () => ({ body: triggerTypesOf(context).map((trigger) => trigger.slug) })),
  );
  routes.get(
    '/:slug',
    endpoint(store, (request) => ({ body: wire(findTriggerType(context, pathParam(request, 'slug'))) })),
  );
  return routes;
}

/** The trigger type, or 404; slugs are upper case, but callers are not always. */
export function findTriggerType(context: SandboxContext, slug: string): TriggerType {
  const trigger = context.catalog.triggerType(slug.toUpperCase());
  if (!trigger) throw notFound('TriggerType', slug);
  return trigger;
}

function triggerTypesOf(context: SandboxContext, toolkits?: readonly string[]): TriggerType[] {
  const slugs = toolkits ?? context.catalog.toolkits().map((toolkit) => toolkit.slug);
  return slugs.flatMap((slug) => context.catalog.triggerTypes(slug));
}
