import { z } from 'zod';
import { personSchema } from './connection.view.ts';
import { exactObject } from './exact-object.ts';

/**
 * `refused`: the provider does not accept this configuration. `switched_off`: the provider has disabled it.
 * `needs_endpoint`: the app has to be told first where to send the events of the project's own OAuth client.
 */
export const TRIGGER_PROBLEMS = ['refused', 'switched_off', 'needs_endpoint'] as const;

export const subscriptionViewSchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  app: z.string(),
  trigger: z.object({ slug: z.string(), name: z.string(), type: z.enum(['webhook', 'poll']) }),
  config: exactObject,
  /** `waiting`: not yet at the provider. `paused`: until the connection is renewed. */
  state: z.enum(['waiting', 'on', 'paused']),
  problem: z.enum(TRIGGER_PROBLEMS).nullable(),
  problemDetail: z.string().nullable().describe('What the provider said of it.'),
  createdBy: personSchema,
  createdAt: z.iso.datetime(),
});

export type SubscriptionView = z.infer<typeof subscriptionViewSchema>;
