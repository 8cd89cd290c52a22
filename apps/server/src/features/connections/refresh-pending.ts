import { sql } from 'kysely';
import { z } from 'zod';
import type { Access } from '../workspaces/access.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { selectConnections } from './read-connections.ts';
import { refreshConnection } from './refresh-connection.ts';

export const refreshPendingOutput = z.object({
  checked: z.int(),
  changed: z.int(),
});

/** The most that one call asks the provider about; the sweeper looks after the rest. */
const AT_MOST = 50;

/** Asks the provider about everything in the workspace that is pending, one after the other. */
export async function refreshPending(
  deps: ConnectionsDeps,
  access: Access,
): Promise<z.infer<typeof refreshPendingOutput>> {
  const where = sql`c.workspace_id = ${access.workspaceId} and c.status = 'pending'`;
  const pending = await selectConnections(access.em, where, sql`order by c.created_at limit ${AT_MOST}`);
  let changed = 0;
  for (const { id } of pending) changed += (await refreshConnection(deps, access, { id })).changed ? 1 : 0;
  return { checked: pending.length, changed };
}
