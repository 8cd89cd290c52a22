import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import type { Job } from '../../../platform/jobs/job.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { refreshConnection } from '../commands/refresh-connection.ts';

/** Asks the provider about a connection after a webhook reported that its grant ended. */
export const rereadConnectionJob = {
  name: 'reread-connection',
  data: z.object({ workspaceId: z.string(), connectionId: idSchema }),
  retryLimit: 50,
  retryDelayMax: 300,
} satisfies Job;

/**
 * Webhooks arrive late and out of order, so one that reports the end of a grant only causes a question: the
 * provider's answer decides whether the connection changes. Throws PROVIDER_… when the provider cannot be asked; the
 * job retries.
 */
export async function rereadConnection(
  deps: ConnectionsDeps,
  em: EntityManager,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
): Promise<void> {
  try {
    await refreshConnection(deps, { em, workspaceId }, { id: connectionId, asker: 'background' });
  } catch (error) {
    // Removed in the meantime: there is nothing left to expire.
    if (!(error instanceof AppError && error.code === 'CONNECTION_UNKNOWN')) throw error;
  }
}
