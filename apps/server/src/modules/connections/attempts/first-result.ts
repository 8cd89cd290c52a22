import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConnectionView } from '@patchbay/contracts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';
import { readConnection } from '../queries/read-connections.ts';

interface AttemptKey {
  workspaceId: string;
  id: string;
  attemptId: string;
}

/**
 * The answer of a confirmation: the connection as it is, kept for repetitions, or as it was in the first answer if it was removed
 * since. Throws CONNECTION_UNKNOWN when it was removed before there was an answer.
 */
export async function confirmedConnection(em: EntityManager, key: AttemptKey): Promise<ConnectionView> {
  const { workspaceId, attemptId } = key;
  try {
    const view = await readConnection(em, workspaceId, key.id);
    await db(em)
      .updateTable('connection_attempts')
      .set({ decided_view: jsonValue(view) })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', attemptId)
      .where('decided_view', 'is', null)
      .execute();
    return view;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'CONNECTION_UNKNOWN')) throw error;
    const kept = await keptView(em, key);
    if (!kept) throw error;
    return kept;
  }
}

async function keptView(em: EntityManager, { workspaceId, attemptId }: AttemptKey): Promise<ConnectionView | null> {
  const attempt = await db(em)
    .selectFrom('connection_attempts')
    .select('decided_view as view')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .executeTakeFirst();
  return attempt?.view ?? null;
}
