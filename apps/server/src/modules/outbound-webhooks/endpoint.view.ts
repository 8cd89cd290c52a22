import { DEFAULT_EVENT_TYPES, type EndpointView, endpointViewSchema } from '@patchbay/contracts';
import { z } from 'zod';
import type { Endpoint } from './endpoint.entity.ts';

export const endpointOutput = z.object({ endpoint: endpointViewSchema });

/** The only response that contains the secret. */
export const endpointWithSecret = endpointOutput.extend({ secret: z.string() }).meta({ id: 'EndpointWithSecret' });

export function endpointView(row: Endpoint): EndpointView {
  const { id, url, description, apps, triggers, status, version } = row;
  return {
    id,
    url,
    description,
    types: row.types ?? [...DEFAULT_EVENT_TYPES],
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
