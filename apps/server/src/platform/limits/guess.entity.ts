import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** How often a secret was guessed recently. */
export const Guess = defineEntity({
  name: 'Guess',
  tableName: 'guesses',
  properties: {
    /** A keyed hash of what is counted. */
    key: p.blob().$type<Buffer>().primary(),
    count: p.smallint(),
    until: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    guesses: TableOf<typeof Guess>;
  }
}
