import { z } from 'zod';
import { type Endpoint, OFF_REASONS } from './endpoint.entity.ts';

/** Without its secret, which is told once. */
export const endpointViewSchema = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  apps: z.array(z.string()),
  triggers: z.array(z.string()),
  status: z.enum(['on', 'off']),
  offReason: z.enum(OFF_REASONS).nullable(),
  failingSince: z.iso.datetime().nullable(),
  /** Until when the secret before the last rotation signs too; it may have passed. */
  previousSecretUntil: z.iso.datetime().nullable(),
  createdBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.iso.datetime(),
  version: z.int().positive(),
});

export type EndpointView = z.infer<typeof endpointViewSchema>;

export function endpointView(row: Endpoint): EndpointView {
  const { id, url, description, apps, triggers, status, version } = row;
  return {
    id,
    url,
    description,
    apps,
    triggers,
    status,
    version,
    offReason: row.offReason ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    previousSecretUntil: row.previousUntil?.toISOString() ?? null,
    createdBy: { id: row.createdBy.id, name: row.createdBy.name },
    createdAt: row.createdAt.toISOString(),
  };
}
