import { z } from 'zod';
import { outgoingEventType } from './outgoing-events/event-catalog.ts';

export const eventVerdict = z.enum(['accepted', 'unknown']);

/** One event, as lists show it. */
export const eventViewSchema = z.object({
  id: z.string(),
  type: outgoingEventType,
  connectionId: z.string().nullable().describe('Null for events of no connection.'),
  /** Empty when the connection has no label. After a removal its last label; null when that is not known. */
  connectionLabel: z.string().nullable(),
  app: z
    .object({ slug: z.string(), name: z.string(), logo: z.string().nullable() })
    .meta({ id: 'AppOfEvent' })
    .nullable(),
  trigger: z.string().nullable().describe('Null for events of no trigger.'),
  subscriptionId: z.string().nullable(),
  /** `unknown`: a trigger message, and no subscription of ours matches. Kept, and delivered only when replayed. */
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
