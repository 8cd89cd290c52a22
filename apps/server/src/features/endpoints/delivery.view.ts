import { z } from 'zod';
import { type Trouble, TROUBLES } from '../../platform/http/outgoing/post.ts';

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
      trouble: z.enum(TROUBLES).nullable(),
      /** Milliseconds. */
      ms: z.int(),
    }),
  ),
  /** When it is tried next; null when it is over. */
  dueAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});

/** As stored, now or by earlier versions, which told an unknown name from one of our own networks. */
export type StoredTrouble = Trouble | 'unresolved' | 'private_address';

/** Of what is stored, what is told. */
export function troubleOf(stored: StoredTrouble | null): Trouble | null {
  return stored === 'unresolved' || stored === 'private_address' ? 'no_address' : stored;
}

export type DeliveryView = z.infer<typeof deliveryViewSchema>;
