import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** One go of an end user through a window of ours. Its id is also that of the attempt that it opens. */
export const ConnectFlow = defineEntity({
  name: 'ConnectFlow',
  tableName: 'connect_flows',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    sessionId: p.string(),
    connectionId: p.uuid(),
    action: p.string().$type<'connect' | 'disconnect'>(),
    /** SHA-256 of the ticket, which is exchanged once for the cookie of the window. */
    ticketHash: p.string(),
    ticketUntil: p.datetime(),
    redeemedAt: p.datetime().nullable(),
    /** SHA-256 of that cookie. */
    browserHash: p.string().nullable(),
    /** When the person agreed in the window. A flow begins once. */
    begunAt: p.datetime().nullable(),
    /** Whether the window has an opener that may take the code. */
    handOver: p.string().$type<'message' | 'redirect'>().nullable(),
    /** When it ended without an attempt: disconnected. */
    doneAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    connect_flows: TableOf<typeof ConnectFlow>;
  }
}

export type ConnectFlow = InferEntity<typeof ConnectFlow>;
