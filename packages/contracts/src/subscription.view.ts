import { z } from 'zod';
import { exactObject } from './exact-object.ts';

/** `refused`: the provider does not accept this configuration. `switched_off`: the provider has disabled it. */
export const TRIGGER_PROBLEMS = ['refused', 'switched_off'] as const;

export const subscriptionViewSchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  app: z.string(),
  trigger: z.object({ slug: z.string(), name: z.string(), type: z.enum(['webhook', 'poll']) }),
  config: exactObject,
  /** `waiting`: not yet at the provider. `paused`: until the connection is renewed. */
  state: z.enum(['waiting', 'on', 'paused']),
  problem: z.enum(TRIGGER_PROBLEMS).nullable(),
  createdBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.iso.datetime(),
});

export type SubscriptionView = z.infer<typeof subscriptionViewSchema>;
