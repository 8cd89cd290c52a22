import { z } from 'zod';
import { outgoingEventType } from './outgoing-events/event-catalog.ts';

/**
 * Why a try got no response. `no_address`: the host has no address that may be connected to. Whether its name is
 * unknown or resolves to a private network is not revealed, nor by timing: otherwise internal names could be probed.
 */
export const DELIVERY_ERRORS = ['timeout', 'no_address', 'unreachable'] as const;

export type Trouble = (typeof DELIVERY_ERRORS)[number];

export const deliveryStatus = z.enum(['waiting', 'delivered', 'dead']);

export const deliveryViewSchema = z.object({
  id: z.string(),
  /** Only the host, because an address may contain a token. Null when the endpoint was removed. */
  endpoint: z.object({ id: z.string(), host: z.string().nullable(), description: z.string() }),
  /** Null for a test. */
  eventId: z.string().nullable(),
  workspaceId: z.string().optional().describe('The workspace of the event, for endpoints of the installation.'),
  /** The event's type; null when the event is past its retention. */
  type: outgoingEventType.nullable(),
  /** The event's app; null for a test and other events of no app, and when the event is past its retention. */
  app: z.string().nullable(),
  trigger: z.string().nullable(),
  status: deliveryStatus,
  attempts: z.array(
    z.object({
      at: z.iso.datetime(),
      /** The HTTP status; null without a response. */
      status: z.int().nullable(),
      trouble: z.enum(DELIVERY_ERRORS).nullable(),
      /** Milliseconds. */
      ms: z.int(),
    }),
  ),
  /** The time of the next try; null when there is none. */
  dueAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});

export type DeliveryView = z.infer<typeof deliveryViewSchema>;
