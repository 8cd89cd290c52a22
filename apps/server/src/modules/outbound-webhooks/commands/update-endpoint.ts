import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { endpointFields, requireAllowed } from '../endpoint-input.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { changeEndpoint, noteShown, type EndpointAccess } from './change-endpoint.ts';
import { endpointView, type endpointOutput } from '../endpoint.view.ts';
import { switchOff } from '../delivery/switch-off.ts';

export const updateEndpointInput = endpointFields
  .partial()
  .extend({
    id: idSchema,
    enabled: z.boolean().optional(),
    /** The version the caller saw. */
    version: z.int().positive().optional(),
  })
  .meta({ id: 'EndpointUpdate' });

export async function updateEndpoint(
  deps: EndpointsDeps,
  access: EndpointAccess,
  { enabled, version, id, ...input }: z.infer<typeof updateEndpointInput>,
): Promise<z.infer<typeof endpointOutput>> {
  if (input.url !== undefined) requireAllowed(input.url, deps);
  const endpoint = await changeEndpoint(access, id, async (tx, row) => {
    if (input.url !== undefined && input.url !== row.url) noteShown(row, access);
    if (version !== undefined && version !== row.version) throw new AppError('ENDPOINT_CHANGED');
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    Object.assign(row, given, { updatedAt: deps.clock.now() });
    if (enabled === false && row.status === 'on')
      await switchOff(deps, tx, { endpoint: row, reason: 'person', actor: access.actor });
    if (enabled) Object.assign(row, { status: 'on', offReason: null, failingSince: null });
  });
  return { endpoint: endpointView(endpoint) };
}
