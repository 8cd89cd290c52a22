import { type Expression, type RawBuilder, sql } from 'kysely';

/**
 * The order that people expect of names: “a” beside “A”, “2” before “10”. Names that differ in any way differ in it too, so
 * with an id behind it a cursor has one place.
 */
export function inNaturalOrder(name: Expression<unknown>): RawBuilder<string> {
  return sql`${name} collate natural_order`;
}

/** What two names share that a person would call the same: without case, composed. As the index of labels has it. */
export function folded(name: Expression<unknown>): RawBuilder<string> {
  return sql`lower(upper(normalize(${name}, NFC) collate natural_order)) collate "C"`;
}
