import { z } from 'zod';

/** The checks, in order. Names are permanent: pages and scripts refer to them. */
const checkName = z.enum([
  'node',
  'disk',
  'database',
  'migrations',
  'clock',
  'public_url',
  'provider',
  'catalog',
  'app_setup',
  'activation',
  'webhook',
  'webhook_secret',
  'secrets',
]);

export const healthCheckSchema = z.object({
  name: checkName,
  /** `skipped`: does not apply here, or could not be checked; `says` tells which. */
  status: z.enum(['ok', 'warning', 'failed', 'skipped']),
  /** What was found, for a person. */
  says: z.string(),
  /** What to do about it; null when there is nothing to do. */
  remedy: z.string().nullable(),
  /** The procedure that fixes it, if Patchbay can. */
  fix: z.enum(['system.registerWebhook']).nullable(),
});

export type HealthCheck = z.infer<typeof healthCheckSchema>;

export const healthOutput = z.object({
  /** Whether nothing failed. */
  healthy: z.boolean(),
  checks: z.array(healthCheckSchema),
});
