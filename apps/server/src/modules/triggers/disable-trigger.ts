import { LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { lockConnection } from '../connections/index.ts';
import { recountStopped } from './trigger-health.ts';
import { reconcileNow, reconcileTriggersJob } from './reconcile-triggers.ts';
import { TriggerSubscription } from './trigger-subscription.entity.ts';
import type { TriggersDeps } from './triggers.deps.ts';

export const disableTriggerInput = inputObject({ id: idSchema });
export const disableTriggerOutput = z.object({ id: idSchema });

/** Ends the subscription; past events stay. Throws SUBSCRIPTION_UNKNOWN. */
export async function disableTrigger(
  deps: TriggersDeps,
  { em, workspaceId, actor }: Access,
  { id }: z.infer<typeof disableTriggerInput>,
): Promise<z.infer<typeof disableTriggerOutput>> {
  await em.fork().transactional(async (tx) => {
    const key = { workspaceId, id, desiredState: { $ne: 'deleted' as const } };
    const known = await tx.findOne(TriggerSubscription, key);
    const connection = known && (await lockConnection(tx, { workspaceId, id: known.connectionId }));
    const row = known && (await tx.refresh(known, { lockMode: LockMode.PESSIMISTIC_WRITE }));
    if (!row || row.desiredState === 'deleted') throw new AppError('SUBSCRIPTION_UNKNOWN');
    Object.assign(row, { desiredState: 'deleted', updatedAt: deps.clock.now() });
    await tx.flush();
    if (row.failedAt && connection) await recountStopped({ ...deps, tx }, connection, actor);
    await deps.jobs.send(tx, reconcileTriggersJob, { data: { workspaceId, connectionId: row.connectionId } });
  });
  await reconcileNow(deps, { workspaceId, id });
  return { id };
}
