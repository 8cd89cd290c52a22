import { z } from 'zod';
import { personSchema } from './connection.view.ts';

/** Why an endpoint is off: a person turned it off, it responded with 410, or it failed for five days. */
export const OFF_REASONS = ['person', 'gone', 'failing'] as const;

/** Without its secret, which is returned only once. */
export const endpointViewSchema = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
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
