import { Router } from 'express';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { endpoint } from '../http/endpoint.ts';
import { parseInput } from '../http/parse-input.ts';
import { newId, newSecret } from '../store/ids.ts';

const callbackInput = z.object({ callbackURL: z.url({ protocol: /^https?$/ }).max(2048) });

/** v1's single address for events. It is the project's webhook subscription in v1's format; v1 has no secrets. */
export function callbackRoutes(context: SandboxContext): Router {
  const { store } = context;
  const routes = Router();
  routes.post(
    '/set_callback_url',
    endpoint(store, (request) => {
      setCallbackUrl(context, parseInput(callbackInput, request.body).callbackURL);
      return { body: { status: 'success' } };
    }),
  );
  routes.get(
    '/callback_url',
    endpoint(store, () => {
      const [subscription] = store.state.webhookSubscriptions.values();
      return { body: { callbackURL: subscription?.url ?? null } };
    }),
  );
  return routes;
}

function setCallbackUrl({ store, now }: SandboxContext, url: string): void {
  const [present] = store.state.webhookSubscriptions.values();
  const made = { id: newId('we'), secret: newSecret('whsec'), createdAt: now(), events: ['composio.trigger.message'] };
  const subscription = { ...made, ...present, url, version: 'V1' as const, updatedAt: now() };
  store.state.webhookSubscriptions.set(subscription.id, subscription);
  store.changed();
}
