import { z } from 'zod';

export const eventVerdict = z.enum(['accepted', 'unknown']);

/** One trigger message, as lists show it. */
export const eventViewSchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  /** Empty where it was given none; null where the connection was removed. */
  connectionLabel: z.string().nullable(),
  app: z.object({ slug: z.string(), name: z.string(), logo: z.string().nullable() }),
  trigger: z.string(),
  subscriptionId: z.string().nullable(),
  /** `unknown`: no subscription of ours explains it. It is kept, and delivered only when replayed. */
  verdict: eventVerdict,
  /** When it happened, as the provider says. */
  happenedAt: z.iso.datetime().nullable(),
  receivedAt: z.iso.datetime(),
  /** How many endpoints it is on its way to, was taken by, and was given up on. */
  deliveries: z.object({
    waiting: z.int(),
    /** Of those, how many have failed and are tried again. */
    retrying: z.int(),
    delivered: z.int(),
    dead: z.int(),
    /** When the first of those that wait is tried next. */
    dueAt: z.iso.datetime().nullable(),
  }),
});

export type EventView = z.infer<typeof eventViewSchema>;
