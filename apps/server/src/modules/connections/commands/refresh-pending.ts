import type { Response } from 'express';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { enforceProviderRateLimit } from '../provider-rate-limit.ts';
import { refreshConnection } from './refresh-connection.ts';

export const refreshPendingOutput = z.object({
  /** Those that the provider could say something about. */
  checked: z.int(),
  changed: z.int(),
});

type Asker = Access & { res: Response };

/** The most that one call asks the provider about; the sweeper looks after the rest. */
const AT_MOST = 50;

/**
 * Asks the provider about everything in the workspace that is pending, one after the other. One connection's trouble does
 * not keep the others waiting. A provider that is away, or does not accept our key, is not asked about the rest, and neither
 * is one that was asked often enough in this minute; PROVIDER_… or RATE_LIMITED is thrown only where it said nothing at all, because "nothing new" would be a lie then.
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

/** Answers the error where there is no use in asking about another one. */
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
    // Removed in the meantime: then there is nothing left to ask about.
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
