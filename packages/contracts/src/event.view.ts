import { z } from 'zod';

export const eventVerdict = z.enum(['accepted', 'unknown']);

/** One trigger message, as lists show it. */
export const eventViewSchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  /** Empty when the connection has no label; null when the connection was removed. */
  connectionLabel: z.string().nullable(),
  app: z.object({ slug: z.string(), name: z.string(), logo: z.string().nullable() }).meta({ id: 'AppOfEvent' }),
  trigger: z.string(),
  subscriptionId: z.string().nullable(),
  /** `unknown`: no subscription of ours matches. Kept, and delivered only when replayed. */
  verdict: eventVerdict,
  /** When it happened, as reported by the provider. */
  happenedAt: z.iso.datetime().nullable(),
  receivedAt: z.iso.datetime(),
  /** Numbers of endpoints for which the delivery is pending, succeeded, or was given up. */
  deliveries: z
    .object({
      waiting: z.int(),
      /** How many of the pending deliveries have failed and are being retried. */
      retrying: z.int(),
      delivered: z.int(),
      dead: z.int(),
      /** When the first pending delivery is tried next. */
      dueAt: z.iso.datetime().nullable(),
    })
    .meta({ id: 'DeliveryCounts' }),
});

export type EventView = z.infer<typeof eventViewSchema>;
