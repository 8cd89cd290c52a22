import { z } from 'zod';
import { cancelPendingDeliveries } from '../delivery/switch-off.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { changeEndpoint, type endpointKey, type EndpointAccess } from './change-endpoint.ts';

export const removedEndpoint = z.object({ id: z.string() });

/** Past deliveries stay in the log; pending ones are canceled. */
export async function removeEndpoint(
  { clock }: EndpointsDeps,
  access: EndpointAccess,
  { id }: z.infer<typeof endpointKey>,
): Promise<z.infer<typeof removedEndpoint>> {
  await changeEndpoint(access, id, async (tx, row) => {
    await cancelPendingDeliveries(tx, row, clock.now());
    tx.remove(row);
  });
  return { id };
}
