import { subscriptionViewSchema } from '@patchbay/contracts';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { page, pageInput, pageOf } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { triggerTypesOf } from '../catalog/index.ts';
import { TriggerSubscription } from './trigger-subscription.entity.ts';
import { subscriptionView } from './subscription.view.ts';

const position = z.object({ id: idSchema });

export const listSubscriptionsInput = inputObject({
  connectionId: idSchema.describe('The id of the connection.'),
  ...pageInput(position),
});
export const listSubscriptionsOutput = pageOf(subscriptionViewSchema);

/**
 * The subscriptions of a connection, oldest first (ids are ordered by time). Empty for a connection of another
 * workspace.
 */
export async function listSubscriptions(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { connectionId, cursor, limit }: z.infer<typeof listSubscriptionsInput>,
): Promise<z.infer<typeof listSubscriptionsOutput>> {
  const after = cursor ? { id: { $gt: cursor.id } } : {};
  const where = { workspaceId, connectionId, desiredState: { $ne: 'deleted' as const }, ...after };
  const rows = await em.find(TriggerSubscription, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
  const types = await triggerTypesOf(em, rows[0]?.appSlug ?? '');
  const views = rows.map((row) => subscriptionView(row, types.get(row.triggerSlug)));
  return page(views, limit, ({ id }) => ({ id }));
}
