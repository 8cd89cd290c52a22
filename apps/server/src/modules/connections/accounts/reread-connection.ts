import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import type { Job } from '../../../platform/jobs/job.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { refreshConnection } from '../commands/refresh-connection.ts';

/** Asks the provider about a connection, after a message that said its grant has ended. */
export const rereadConnectionJob = {
  name: 'reread-connection',
  data: z.object({ workspaceId: z.string(), connectionId: idSchema }),
  retryLimit: 50,
  retryDelayMax: 300,
} satisfies Job;

/**
 * A message said that a grant has ended. Messages come late and out of order, so the provider is asked, and only its
 * answer moves the connection. Throws PROVIDER_… when it cannot be asked; the job that asks tries again.
 */
export async function rereadConnection(
  deps: ConnectionsDeps,
  em: EntityManager,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
): Promise<void> {
  try {
    await refreshConnection(deps, { em, workspaceId }, { id: connectionId, asker: 'background' });
  } catch (error) {
    // Removed in the meantime: then there is nothing left to end.
    if (!(error instanceof AppError && error.code === 'CONNECTION_UNKNOWN')) throw error;
  }
}
