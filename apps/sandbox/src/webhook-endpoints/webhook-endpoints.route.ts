import { Router } from 'express';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { notFound } from '../http/api-error.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { idText, parseInput } from '../http/parse-input.ts';
import { randomText } from '../store/ids.ts';
import type { WebhookEndpointRecord } from '../store/state.ts';
import { findToolkit } from '../toolkits/toolkits.route.ts';

const createInput = z.object({ toolkit_slug: idText, client_id: z.string().min(1).max(512) });
const dataInput = z.object({ data: z.record(z.string(), z.string()) });

/**
 * `/webhook_endpoints`: addresses to which an app sends the events of the project's own OAuth client. One per app and
 * client.
 */
export function webhookEndpointRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.get(
    '/',
    endpoint(store, (request) => {
      const { toolkit_slug: wanted } = parseInput(z.object({ toolkit_slug: idText.optional() }), request.query);
      const all = [...store.state.webhookEndpoints.values()];
      const found = all.filter(({ toolkit }) => wanted === undefined || toolkit === wanted);
      return { body: { items: found.map((each) => endpointItem(each)) } };
    }),
  );
  routes.post(
    '/',
    endpoint(store, (request) => {
      const { toolkit_slug: slug, client_id: clientId } = parseInput(createInput, request.body);
      const known = endpointOf(context, slug, clientId);
      if (known) return { body: endpointWire(context, known) };
      return { status: 201, body: endpointWire(context, create(context, findToolkit(context, slug).slug, clientId)) };
    }),
  );
  routes.get(
    '/:id',
    endpoint(store, (request) => ({ body: endpointWire(context, find(context, pathParam(request, 'id'))) })),
  );
  for (const verb of ['patch', 'post'] as const) {
    routes[verb](
      '/:id',
      endpoint(store, (request) => {
        const { data } = parseInput(dataInput, request.body);
        const found = find(context, pathParam(request, 'id'));
        const changed = { ...found, data: verb === 'post' ? data : { ...found.data, ...data } };
        store.state.webhookEndpoints.set(changed.id, changed);
        store.changed();
        return { body: endpointWire(context, changed) };
      }),
    );
  }
  return routes;
}

/** The endpoint of an app for one OAuth client. */
export function endpointOf(
  { store }: SandboxContext,
  toolkit: string,
  clientId: string,
): WebhookEndpointRecord | undefined {
  return [...store.state.webhookEndpoints.values()].find(
    (each) => each.toolkit === toolkit && each.clientId === clientId,
  );
}

function create(context: SandboxContext, toolkit: string, clientId: string): WebhookEndpointRecord {
  const created = { id: `wep_${randomText(12)}`, toolkit, clientId, data: {}, createdAt: context.now() };
  context.store.state.webhookEndpoints.set(created.id, created);
  context.store.changed();
  return created;
}

function find({ store }: SandboxContext, id: string): WebhookEndpointRecord {
  const found = store.state.webhookEndpoints.get(id);
  if (!found) throw notFound('WebhookEndpoint', id);
  return found;
}

function endpointItem({ id, toolkit, clientId }: WebhookEndpointRecord): Record<string, unknown> {
  return { id, toolkit_slug: toolkit, client_id: clientId };
}

function endpointWire(context: SandboxContext, record: WebhookEndpointRecord): Record<string, unknown> {
  return {
    ...endpointItem(record),
    webhook_url: `${context.publicUrl()}/ingress/${record.id}`,
    data: record.data,
    created_at: new Date(record.createdAt).toISOString(),
  };
}
