import { z } from 'zod';

/**
 * `inactive`: not connected, so nothing can be wrong with it. `healthy`: every part works. `degraded`: usable, but a
 * part of it does not work. `down`: cannot be used until someone acts.
 */
export const HEALTH_LEVELS = ['inactive', 'healthy', 'degraded', 'down'] as const;

export type HealthLevel = (typeof HEALTH_LEVELS)[number];

/** The parts of a connection. Permanent, like the codes below. */
export const HEALTH_PARTS = ['grant', 'triggers', 'executions', 'webhook'] as const;

export const HEALTH_CODES = ['grant_ended', 'trigger_stopped', 'calls_failing', 'webhook_missing'] as const;

export type HealthCode = (typeof HEALTH_CODES)[number];

const healthReasonSchema = z.object({
  part: z.enum(HEALTH_PARTS),
  code: z.enum(HEALTH_CODES),
  message: z.string().describe('What is wrong, in a sentence for a person.'),
  remedy: z.string().describe('What to do about it.'),
  subjects: z.array(z.string()).describe('What is affected: the slugs of the triggers that stopped, for example.'),
});

export type HealthReason = z.infer<typeof healthReasonSchema>;

/** The health of a connection: of its worst part, with a reason for each part that does not work. */
export const connectionHealthSchema = z
  .object({
    level: z.enum(HEALTH_LEVELS),
    reasons: z.array(healthReasonSchema),
  })
  .meta({ id: 'ConnectionHealth' });

export type ConnectionHealth = z.infer<typeof connectionHealthSchema>;
