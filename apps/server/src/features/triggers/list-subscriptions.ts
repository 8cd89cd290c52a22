import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../workspaces/access.ts';
import { triggerTypesOf } from './find-trigger-type.ts';
import { TriggerSubscription } from './trigger-subscription.entity.ts';
import { subscriptionView, subscriptionViewSchema } from './subscription.view.ts';

export const listSubscriptionsInput = inputObject({ connectionId: idSchema });
export const listSubscriptionsOutput = z.object({ items: z.array(subscriptionViewSchema) });

/** What a connection listens to, the oldest first. Of a connection of another workspace, nothing. */
export async function listSubscriptions(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { connectionId }: z.infer<typeof listSubscriptionsInput>,
): Promise<z.infer<typeof listSubscriptionsOutput>> {
  const where = { workspaceId, connectionId, wanted: { $ne: 'gone' as const } };
  const rows = await em.find(TriggerSubscription, where, { orderBy: { createdAt: 'asc', id: 'asc' } });
  const types = await triggerTypesOf(em, rows[0]?.appSlug ?? '');
  return { items: rows.map((row) => subscriptionView(row, types.get(row.triggerSlug))) };
}
