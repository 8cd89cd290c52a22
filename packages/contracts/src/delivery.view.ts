import { z } from 'zod';

/**
 * Why there was no answer. `no_address`: the host has no address that may be connected to. Whether its name is unknown or one of
 * our own networks is not told, nor shown by the time that it took: internal names could be found out by trying.
 */
export const DELIVERY_ERRORS = ['timeout', 'no_address', 'unreachable'] as const;

export type Trouble = (typeof DELIVERY_ERRORS)[number];

export const deliveryStatus = z.enum(['waiting', 'delivered', 'dead']);

export const deliveryViewSchema = z.object({
  id: z.string(),
  /** Only the host: an address may hold a token of its own. Null where the endpoint was removed. */
  endpoint: z.object({ id: z.string(), host: z.string().nullable(), description: z.string() }),
  /** Null for a test. */
  eventId: z.string().nullable(),
  /** Of the event; null for a test, and where the event is older than events are kept. */
  app: z.string().nullable(),
  trigger: z.string().nullable(),
  status: deliveryStatus,
  attempts: z.array(
    z.object({
      at: z.iso.datetime(),
      /** Of the answer; null where there was none. */
      status: z.int().nullable(),
      trouble: z.enum(DELIVERY_ERRORS).nullable(),
      /** Milliseconds. */
      ms: z.int(),
    }),
  ),
  /** When it is tried next; null when it is over. */
  dueAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});

export type DeliveryView = z.infer<typeof deliveryViewSchema>;
