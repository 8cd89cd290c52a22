import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';

const NEXT = `select due_at as "dueAt" from deliveries where status = 'waiting' and due_at > $1 order by due_at limit 1`;

/** In how many milliseconds a delivery is due that is not yet; Infinity where none waits. */
export async function nextDelivery({ orm, clock }: Pick<EndpointsDeps, 'orm' | 'clock'>): Promise<number> {
  const now = clock.now();
  const [next] = await executeSql<{ dueAt: Date }>(orm.em.fork(), NEXT, [now]);
  return next ? next.dueAt.getTime() - now.getTime() : Infinity;
}
