import { db } from '../../../platform/orm/tables.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';

/** Milliseconds until the next delivery is due; Infinity when none is pending. */
export async function nextDelivery({ orm, clock }: Pick<EndpointsDeps, 'orm' | 'clock'>): Promise<number> {
  const now = clock.now();
  const next = await db(orm.em.fork())
    .selectFrom('deliveries')
    .select('due_at')
    .where('status', '=', 'waiting')
    .where('due_at', '>', now)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return next ? next.due_at.getTime() - now.getTime() : Infinity;
}
