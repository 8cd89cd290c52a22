import { z } from 'zod';
import { exactObject } from '../../platform/exact-object.ts';
import { type TriggerType } from './find-trigger-type.ts';
import { TRIGGER_PROBLEMS, type TriggerSubscription } from './trigger-subscription.entity.ts';

export const subscriptionViewSchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  app: z.string(),
  trigger: z.object({ slug: z.string(), name: z.string(), type: z.enum(['webhook', 'poll']) }),
  config: exactObject,
  /** `waiting`: the provider has not been told yet. `paused`: until the connection is renewed. */
  state: z.enum(['waiting', 'on', 'paused']),
  problem: z.enum(TRIGGER_PROBLEMS).nullable(),
  createdBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.iso.datetime(),
});

export type SubscriptionView = z.infer<typeof subscriptionViewSchema>;

export function subscriptionView(row: TriggerSubscription, type: TriggerType | undefined): SubscriptionView {
  return {
    id: row.id,
    connectionId: row.connectionId,
    app: row.appSlug,
    trigger: { slug: row.triggerSlug, name: type?.name ?? row.triggerSlug, type: type?.type ?? 'webhook' },
    config: row.config,
    state: row.wanted === 'paused' ? 'paused' : row.state,
    problem: row.problem ?? null,
    createdBy: { id: row.createdBy.id, name: row.createdBy.name },
    createdAt: row.createdAt.toISOString(),
  };
}
