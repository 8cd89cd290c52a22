import type { Response } from 'express';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { enforceProviderRateLimit } from '../provider-rate-limit.ts';
import { refreshConnection } from './refresh-connection.ts';

export const refreshPendingOutput = z.object({
  /** Connections that the provider had an answer for. */
  checked: z.int(),
  changed: z.int(),
});

type Asker = Access & { res: Response };

/** Maximum number of connections checked per call; the sweeper handles the rest. */
const AT_MOST = 50;

/**
 * Checks every pending connection of the workspace with the provider, one after the other. An error for one
 * connection does not block the others. Stops when the provider is unavailable or refuses our key, and when the rate
 * limit is reached; throws that PROVIDER_… or RATE_LIMITED only if nothing could be checked, because "nothing new"
 * would then be wrong.
 */
export async function refreshPending(
  deps: ConnectionsDeps,
  access: Asker,
): Promise<z.infer<typeof refreshPendingOutput>> {
  const pending = await db(access.em)
    .selectFrom('entity_connections')
    .select('id')
    .where('workspace_id', '=', access.workspaceId)
    .where('status', '=', 'pending')
    .orderBy('created_at')
    .limit(AT_MOST)
    .execute();
  let [checked, changed] = [0, 0];
  for (const { id } of pending) {
    const answer = await refreshOne(deps, access, id);
    if (answer instanceof AppError) {
      if (checked === 0) throw answer;
      break;
    }
    if (answer === 'skipped') continue;
    checked += 1;
    changed += answer === 'changed' ? 1 : 0;
  }
  return { checked, changed };
}

/** Returns the error when there is no point in checking further connections. */
async function refreshOne(
  deps: ConnectionsDeps,
  access: Asker,
  id: string,
): Promise<'changed' | 'same' | 'skipped' | AppError> {
  try {
    enforceProviderRateLimit(deps, access);
    return (await refreshConnection(deps, access, { id })).changed ? 'changed' : 'same';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Removed in the meantime: nothing left to check.
    if (error.code === 'CONNECTION_UNKNOWN') return 'skipped';
    deps.log.warn(
      { err: error, workspaceId: access.workspaceId, connectionId: id },
      'refresh: the provider cannot say',
    );
    return AWAY.has(error.code) ? error : 'skipped';
  }
}

const AWAY: ReadonlySet<string> = new Set([
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_BUSY',
  'PROVIDER_UNAUTHORIZED',
  'PROVIDER_FORBIDDEN',
  'RATE_LIMITED',
]);
