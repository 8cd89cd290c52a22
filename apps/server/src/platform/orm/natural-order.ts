import { type Expression, type RawBuilder, sql } from 'kysely';

/**
 * The order that people expect of names: “a” next to “A”, “2” before “10”. Different names never compare as equal, so with an id as
 * the second key a cursor is unambiguous.
 */
export function inNaturalOrder(name: Expression<unknown>): RawBuilder<string> {
  return sql`${name} collate natural_order`;
}

/** Equal for names that a person would call the same: case-folded and composed, as in the index of labels. */
export function folded(name: Expression<unknown>): RawBuilder<string> {
  return sql`lower(upper(normalize(${name}, NFC) collate natural_order)) collate "C"`;
}
