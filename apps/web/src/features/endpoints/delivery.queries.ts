import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { usePagedQuery } from '../../shared/usePagedQuery.ts';

export type Delivery = Outputs['deliveries']['list']['items'][number];
export type Attempt = Delivery['attempts'][number];

export interface DeliveryFilter {
  endpointId: string | null;
  eventId: string | null;
  status: Delivery['status'] | null;
}

export const deliveryKeys = {
  all: () => workspaceKey('deliveries'),
  list: ({ endpointId, eventId, status }: DeliveryFilter) =>
    workspaceKey('deliveries', { endpointId, eventId, status }),
};

/** Past and pending deliveries, newest first. */
export function useDeliveries(filter: MaybeRefOrGetter<DeliveryFilter>) {
  return usePagedQuery({
    key: () => deliveryKeys.list(toValue(filter)),
    query: (from) => {
      const { endpointId, eventId, status } = toValue(filter);
      return api.deliveries.list.query({
        ...(endpointId ? { endpointId } : {}),
        ...(eventId ? { eventId } : {}),
        ...(status ? { status } : {}),
        ...from,
      });
    },
    staleTime: 0,
  });
}
