import { Router } from 'express';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { badRequest, notFound } from '../http/api-error.ts';
import { endpoint, pathParam } from '../http/endpoint.ts';
import { pageOf, pageParams, readPage } from '../http/paging.ts';
import { parseInput } from '../http/parse-input.ts';
import { newId, newSecret } from '../store/ids.ts';
import type { WebhookSubscriptionRecord } from '../store/state.ts';
import { eventTypes } from './event-types.ts';

const eventNames = z.array(z.enum(eventTypes.map((each) => each.event_type))).min(1);

const createInput = z.object({
  webhook_url: z.url({ protocol: /^https?$/ }).max(2048),
  enabled_events: eventNames.default(['composio.trigger.message']),
  version: z.enum(['V1', 'V2', 'V3']).default('V3'),
});

const updateInput = z.object({
  webhook_url: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional(),
  enabled_events: eventNames.optional(),
  version: z.enum(['V1', 'V2', 'V3']).optional(),
});

/** `/webhook_subscriptions`. The live service refuses loopback addresses; here they are the normal case. */
export function webhookSubscriptionRoutes(context: SandboxContext): Router {
  const { store } = context;
  const wire: typeof subscriptionWire = (each) =>
    context.switches.secretOnRead ? withSecret(each) : subscriptionWire(each);
  const routes = Router();
  routes.get(
    '/',
    endpoint(store, (request) => {
      const page = readPage(parseInput(z.object(pageParams), request.query), { standard: 20, max: 50 });
      return { body: pageOf([...store.state.webhookSubscriptions.values()], page, wire) };
    }),
  );
  routes.get(
    '/event_types',
    endpoint(store, () => ({ body: { items: eventTypes } })),
  );
  routes.post(
    '/',
    endpoint(store, (request) => ({
      status: 201,
      body: withSecret(createSubscription(context, parseInput(createInput, request.body))),
    })),
  );
  routes.get(
    '/:id',
    endpoint(store, (request) => ({ body: wire(findSubscription(context, pathParam(request, 'id'))) })),
  );
  routes.delete(
    '/:id',
    endpoint(store, (request) => {
      const { id } = findSubscription(context, pathParam(request, 'id'));
      store.state.webhookSubscriptions.delete(id);
      store.changed();
      return { body: { success: true } };
    }),
  );
  routes.patch(
    '/:id',
    endpoint(store, (request) => {
      const input = parseInput(updateInput, request.body);
      const subscription = findSubscription(context, pathParam(request, 'id'));
      subscription.url = input.webhook_url ?? subscription.url;
      subscription.events = input.enabled_events ?? subscription.events;
      subscription.version = input.version ?? subscription.version;
      return { body: wire(touched(context, subscription)) };
    }),
  );
  routes.post(
    '/:id/rotate_secret',
    endpoint(store, (request) => {
      const subscription = findSubscription(context, pathParam(request, 'id'));
      subscription.secret = newSecret('whsec');
      touched(context, subscription);
      return { body: { id: subscription.id, secret: subscription.secret } };
    }),
  );
  return routes;
}

/** A project has one subscription. */
function createSubscription(context: SandboxContext, input: z.output<typeof createInput>): WebhookSubscriptionRecord {
  const { webhookSubscriptions } = context.store.state;
  if (webhookSubscriptions.size > 0) {
    throw badRequest('WebhookSubscription_AlreadyExists', 'The project has a webhook subscription; change that one');
  }
  const subscription: WebhookSubscriptionRecord = {
    id: newId('we'),
    url: input.webhook_url,
    version: input.version,
    events: input.enabled_events,
    secret: newSecret('whsec'),
    createdAt: context.now(),
    updatedAt: context.now(),
  };
  webhookSubscriptions.set(subscription.id, subscription);
  return touched(context, subscription);
}

function findSubscription(context: SandboxContext, id: string): WebhookSubscriptionRecord {
  const subscription = context.store.state.webhookSubscriptions.get(id);
  if (!subscription) throw notFound('WebhookSubscription', id);
  return subscription;
}

function touched(context: SandboxContext, subscription: WebhookSubscriptionRecord): WebhookSubscriptionRecord {
  subscription.updatedAt = context.now();
  context.store.changed();
  return subscription;
}

/** Without the secret, which is returned only at creation and rotation: the stricter reading of the documentation. */
function subscriptionWire(subscription: WebhookSubscriptionRecord): Record<string, unknown> {
  return {
    id: subscription.id,
    webhook_url: subscription.url,
    version: subscription.version,
    enabled_events: subscription.events,
    created_at: new Date(subscription.createdAt).toISOString(),
    updated_at: new Date(subscription.updatedAt).toISOString(),
  };
}

function withSecret(subscription: WebhookSubscriptionRecord): Record<string, unknown> {
  return { ...subscriptionWire(subscription), secret: subscription.secret };
}
