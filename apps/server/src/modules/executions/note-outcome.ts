import type { EntityManager } from '@mikro-orm/postgresql';
import { FAILED_CALLS_THAT_COUNT } from '@patchbay/contracts';
import { type ParameterOf, prepare } from '../../platform/orm/prepare.ts';
import { db, statements } from '../../platform/orm/tables.ts';
import type { Access } from '../access/index.ts';
import { changeHealth, lockConnection } from '../connections/index.ts';
import type { ActionsDeps } from './executions.deps.ts';

/**
 * Counts failed calls in a row for the connection's health. The usual success reads one row and locks nothing, and so
 * does a failure after enough others.
 */
export async function noteOutcome(deps: ActionsDeps, access: Access, outcome: Outcome): Promise<void> {
  try {
    await count(deps, access, outcome);
  } catch (error) {
    // The action has run, whatever happens here. The next call counts again.
    deps.log.warn({ err: error, connectionId: outcome.connectionId }, 'actions: the outcome of a call was not counted');
  }
}

interface Outcome {
  connectionId: string;
  successful: boolean;
}

async function count(
  deps: ActionsDeps,
  { em, workspaceId, actor }: Access,
  { connectionId: id, successful }: Outcome,
): Promise<void> {
  const isKnown = (failed: number) => failed === (successful ? 0 : FAILED_CALLS_THAT_COUNT);
  if (isKnown(await failedCallsOf(em, { workspaceId, id }))) return;
  await em.fork().transactional(async (tx) => {
    const connection = await lockConnection(tx, { workspaceId, id });
    if (!connection) return;
    const failed = connection.healthParts.failedCalls ?? 0;
    if (isKnown(failed)) return;
    await changeHealth({ ...deps, tx }, connection, { parts: { failedCalls: successful ? 0 : failed + 1 }, actor });
  });
}

async function failedCallsOf(em: EntityManager, key: { workspaceId: string; id: string }): Promise<number> {
  const [row] = (await db(em.fork()).executeQuery(PARTS(key))).rows;
  return row?.parts.failedCalls ?? 0;
}

/** Prepared because every call of an action runs it. */
const PARTS = prepare((value: ParameterOf<{ workspaceId: string; id: string }>) =>
  statements
    .selectFrom('entity_connections')
    .select('health_parts as parts')
    .where('workspace_id', '=', value('workspaceId'))
    .where('id', '=', value('id')),
);
