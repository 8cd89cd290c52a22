import { defineEntity, p } from '@mikro-orm/core';
import type { DeliveryView } from '@patchbay/contracts';
import type { StoredTrouble } from '../delivery.view.ts';
import type { TableOf } from '../../../platform/orm/table-types.ts';

type StoredTry = Omit<DeliveryView['attempts'][number], 'trouble'> & { trouble: StoredTrouble | null };

/** The delivery of one event to one endpoint, with its tries. Partitioned by week of its id. */
export const Delivery = defineEntity({
  name: 'Delivery',
  tableName: 'deliveries',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    endpointId: p.uuid(),
    /** Null for a test. */
    eventId: p.uuid().nullable(),
    /** The workspace of the event, where the endpoint is the installation's; null: the same as the delivery's. */
    eventWorkspaceId: p.string().nullable(),
    status: p.string().$type<DeliveryView['status']>(),
    attempt: p.integer().default(0),
    attempts: p.json<StoredTry[]>().defaultRaw("'[]'"),
    dueAt: p.datetime(),
    /** The process that is sending it, until `leasedUntil`. */
    leaseId: p.uuid().nullable(),
    leasedUntil: p.datetime().nullable(),
    createdAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    deliveries: TableOf<typeof Delivery>;
  }
}
