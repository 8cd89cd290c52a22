import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../platform/errors/app-error.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { refreshConnection } from './refresh-connection.ts';

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
    await refreshConnection(deps, { em, workspaceId }, { id: connectionId });
  } catch (error) {
    // Removed in the meantime: then there is nothing left to end.
    if (!(error instanceof AppError && error.code === 'CONNECTION_UNKNOWN')) throw error;
  }
}
