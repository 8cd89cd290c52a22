import type { EntityManager } from '@mikro-orm/postgresql';
import { now } from '../../../platform/orm/expressions.ts';
import { db } from '../../../platform/orm/tables.ts';

/**
 * Turns off the endpoints of a workspace that is archived, and cancels their pending deliveries, as `switchOff` in
 * switch-off.ts does for one. What they miss can be recovered after `restoreEndpoints`.
 */
export async function archiveEndpoints(tx: EntityManager, workspaceId: string): Promise<void> {
  const on = db(tx)
    .selectFrom('endpoints')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'on');
  await db(tx)
    .with('off', (q) =>
      q
        .updateTable('endpoints')
        .set((eb) => ({
          status: 'off',
          off_reason: 'workspace_archived',
          updated_at: now,
          version: eb('version', '+', 1),
        }))
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', on.orderBy('id').forUpdate())
        .returning('id'),
    )
    .updateTable('deliveries')
    .set({ status: 'dead', finished_at: now, lease_id: null, leased_until: null })
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', 'in', (eb) => eb.selectFrom('off').select('off.id'))
    .where('status', '=', 'waiting')
    .execute();
}

/** Turns those on again that `archiveEndpoints` turned off, and no others. */
export async function restoreEndpoints(tx: EntityManager, workspaceId: string): Promise<void> {
  await db(tx)
    .updateTable('endpoints')
    .set((eb) => ({
      status: 'on',
      off_reason: null,
      failing_since: null,
      updated_at: now,
      version: eb('version', '+', 1),
    }))
    .where('workspace_id', '=', workspaceId)
    .where('off_reason', '=', 'workspace_archived')
    .execute();
}
