import { z } from 'zod';
import { personSchema } from './connection.view.ts';
import { OFF_REASONS } from './off-reasons.ts';
import { outgoingEventType } from './outgoing-events/event-catalog.ts';

/** Without its secret, which is returned only once. */
export const endpointViewSchema = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  types: z.array(outgoingEventType).describe('The types of events that it receives.'),
  apps: z.array(z.string()),
  triggers: z.array(z.string()),
  status: z.enum(['on', 'off']),
  offReason: z.enum(OFF_REASONS).nullable(),
  failingSince: z.iso.datetime().nullable(),
  /** Until when the secret before the last rotation signs too; may be in the past. */
  previousSecretUntil: z.iso.datetime().nullable(),
  createdBy: personSchema,
  createdAt: z.iso.datetime(),
  version: z.int().positive(),
});

export type EndpointView = z.infer<typeof endpointViewSchema>;
