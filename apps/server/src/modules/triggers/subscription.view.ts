import type { SubscriptionView } from '@patchbay/contracts';
import type { TriggerType } from '../catalog/index.ts';
import type { TriggerSubscription } from './trigger-subscription.entity.ts';

export function subscriptionView(row: TriggerSubscription, type: TriggerType | undefined): SubscriptionView {
  return {
    id: row.id,
    connectionId: row.connectionId,
    app: row.appSlug,
    trigger: { slug: row.triggerSlug, name: type?.name ?? row.triggerSlug, type: type?.type ?? 'webhook' },
    config: row.config,
    state: row.desiredState === 'paused' ? 'paused' : row.state,
    problem: row.problem ?? null,
    problemDetail: row.problem ? (row.problemDetail ?? null) : null,
    createdBy: { id: row.createdBy.id, name: row.createdBy.name },
    createdAt: row.createdAt.toISOString(),
  };
}
