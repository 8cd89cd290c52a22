import { z } from 'zod';

export const eventVerdict = z.enum(['accepted', 'unknown']);

/** One trigger message, as lists show it. */
export const eventViewSchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  app: z.object({ slug: z.string(), name: z.string(), logo: z.string().nullable() }),
  trigger: z.string(),
  subscriptionId: z.string().nullable(),
  /** `unknown`: no subscription of ours explains it. It is kept, and delivered only when replayed. */
  verdict: eventVerdict,
  /** When it happened, as the provider says. */
  happenedAt: z.iso.datetime().nullable(),
  receivedAt: z.iso.datetime(),
});

export type EventView = z.infer<typeof eventViewSchema>;
