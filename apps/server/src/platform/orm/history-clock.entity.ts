import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from './table-types.ts';

/** What is added to the numbers of transactions, so that a history continues after it was restored on another server: one row. */
export const HistoryClock = defineEntity({
  name: 'HistoryClock',
  tableName: 'history_clock',
  properties: {
    isOnly: p.boolean().default(true).primary(),
    /** The cluster that last used the tables. */
    cluster: p.string().nullable(),
    shift: p.bigint('string').defaultRaw('0'),
  },
});

declare module './table-types.ts' {
  interface Tables {
    history_clock: TableOf<typeof HistoryClock>;
  }
}
