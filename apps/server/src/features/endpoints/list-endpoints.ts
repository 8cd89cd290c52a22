import { z } from 'zod';
import type { Access } from '../workspaces/access.ts';
import { Endpoint } from './endpoint.entity.ts';
import { endpointView, endpointViewSchema } from './endpoint.view.ts';

export const listEndpointsOutput = z.object({ items: z.array(endpointViewSchema) });

/** All of the workspace's endpoints, the oldest first. */
export async function listEndpoints({ em, workspaceId }: Access): Promise<z.infer<typeof listEndpointsOutput>> {
  const rows = await em.find(Endpoint, { workspaceId }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  return { items: rows.map(endpointView) };
}
