import { Router } from 'express';
import { z } from 'zod';
import type { TriggerType } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { flagParam, listParam, parseInput } from '../http/parse-input.ts';
import type { TriggerInstanceRecord } from '../store/state.ts';
import { logoUrl } from '../toolkits/toolkit.wire.ts';
import { deleteInstance, setArmed } from '../triggers/trigger-instances.route.ts';
import { findTriggerType } from '../triggers/trigger-types.route.ts';
import { upsertTrigger } from '../triggers/upsert-trigger.ts';
import { legacyPage, pageNumber, pageSize } from './list-page.ts';
import { callbackRoutes } from './webhook-callback.ts';

const typesQuery = z.object({ appNames: listParam });

const instancesQuery = z.object({
  triggerIds: listParam,
  triggerNames: listParam,
  connectedAccountIds: listParam,
  showDisabled: flagParam,
  page: pageNumber,
  limit: pageSize,
});

/** `/api/v1/triggers` */
export function triggerRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.use(callbackRoutes(context));
  routes.get(
    '/',
    endpoint(store, (request) => ({ body: typesOf(context, parseInput(typesQuery, request.query).appNames) })),
  );
  routes.get(
    '/active_triggers',
    endpoint(store, (request) => ({ body: instancesOf(context, request.query) })),
  );
  routes.post(
    '/enable/:accountId/:name',
    endpoint(store, (request) => {
      const { triggerConfig } = parseInput(
        z.object({ triggerConfig: z.record(z.string(), z.unknown()).default({}) }),
        request.body,
      );
      const armed = upsertTrigger(context, pathParam(request, 'name'), {
        connected_account_id: pathParam(request, 'accountId'),
        trigger_config: triggerConfig,
      });
      return { body: { status: 'success', triggerId: armed.id } };
    }),
  );
  routes.patch(
    '/instance/:id/status',
    endpoint(store, (request) => {
      setArmed(context, pathParam(request, 'id'), parseInput(z.object({ enabled: z.boolean() }), request.body).enabled);
      return { body: { status: 'success' } };
    }),
  );
  routes.delete(
    '/instance/:id',
    endpoint(store, (request) => {
      deleteInstance(context, pathParam(request, 'id'));
      return { body: { status: 'success' } };
    }),
  );
  return routes;
}

/** `/api/v2/triggers` */
export function triggerInfoRoutes(context: SandboxContext): Router {
  const routes = Router();
  routes.get(
    '/:name',
    endpoint(context.store, (request) => ({
      body: typeWire(context, findTriggerType(context, pathParam(request, 'name'))),
    })),
  );
  return routes;
}

function typesOf(context: SandboxContext, apps: readonly string[] | undefined): Record<string, unknown>[] {
  const slugs = apps?.length
    ? apps.map((app) => app.toLowerCase())
    : context.catalog.toolkits().map(({ slug }) => slug);
  return slugs.flatMap((slug) => context.catalog.triggerTypes(slug)).map((type) => typeWire(context, type));
}

function typeWire(context: SandboxContext, type: TriggerType): Record<string, unknown> {
  return {
    name: type.slug,
    display_name: type.name,
    displayName: type.name,
    description: type.description,
    type: type.type,
    appKey: type.toolkit,
    appId: type.toolkit,
    appName: type.toolkit,
    logo: logoUrl(context, type.toolkit),
    instructions: '',
    enabled: true,
    config: type.config,
    payload: type.payload,
    count: 0,
  };
}

function instancesOf(context: SandboxContext, input: unknown): Record<string, unknown> {
  const query = parseInput(instancesQuery, input);
  const found = [...context.store.state.triggerInstances.values()].filter(
    (instance) =>
      instance.deletedAt === null &&
      (query.showDisabled === true || instance.disabledAt === null) &&
      wanted(instance.id, query.triggerIds) &&
      wanted(instance.triggerName, query.triggerNames) &&
      wanted(instance.accountId, query.connectedAccountIds),
  );
  const { items, page, totalPages } = legacyPage(found, query.page, query.limit ?? 20);
  return { triggers: items.map(instanceWire), pageInfo: { currentPage: page, totalPages } };
}

function instanceWire(instance: TriggerInstanceRecord): Record<string, unknown> {
  return {
    id: instance.id,
    connectionId: instance.accountId,
    triggerName: instance.triggerName,
    triggerData: '',
    triggerConfig: instance.config,
    state: {},
    createdAt: new Date(instance.createdAt).toISOString(),
    updatedAt: new Date(instance.updatedAt).toISOString(),
    disabledAt: instance.disabledAt === null ? null : new Date(instance.disabledAt).toISOString(),
    disabledReason: null,
  };
}

function wanted(value: string, list: readonly string[] | undefined): boolean {
  return !list?.length || list.includes(value);
}
