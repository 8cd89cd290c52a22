import type { Pool, QueryConfig } from 'pg';
import { type Query, wrapQuery } from './query-wrapper.ts';

/** Runs of a text after which it is prepared: the threshold of PostgreSQL's own JDBC driver. */
const PREPARED_AFTER = 5;
/** Texts counted per pool. The ones that are not repeated make room first. */
const MAX_TEXTS = 500;
/** Prepared texts per pool: each connection of the server keeps a plan of each. */
const MAX_PREPARED = 250;

interface Text {
  runs: number;
  name?: string;
}

/**
 * Has PostgreSQL keep the plans of statements that a pool runs again and again: parsing and planning a short statement takes longer
 * than running it. PostgreSQL itself decides whether a plan for any values is as good as one for these (`plan_cache_mode`). Only for
 * connections that keep their session.
 */
export function reusePlans(pool: Pool): void {
  const texts = new RepeatedTexts();
  const reusing =
    (query: Query): Query =>
    async (...words) => {
      const repeatable = repeatableIn(words);
      const name = repeatable && texts.nameOf(repeatable.text);
      if (name === undefined) return query(...words);
      try {
        return await query({ ...repeatable, name });
      } catch (error) {
        if (isOutdatedPlan(error)) texts.startOver();
        throw error;
      }
    };
  pool.on('connect', (client) => wrapQuery(client, reusing));
}

type Repeatable = Pick<QueryConfig, 'text' | 'values'>;

/**
 * A query with values, in either way of writing it. Without values, `pg` sends a text in a way that cannot be prepared. Undefined
 * also for a query that has a name, or submits itself.
 */
function repeatableIn([first, values]: unknown[]): Repeatable | undefined {
  const query = typeof first === 'string' ? { text: first, values } : first;
  if (typeof query !== 'object' || query === null || 'name' in query || 'submit' in query) return undefined;
  return 'values' in query && Array.isArray(query.values) && query.values.length > 0
    ? (query as Repeatable)
    : undefined;
}

class RepeatedTexts {
  #texts = new Map<string, Text>();
  #prepared = 0;
  /** Never starts over, because a connection keeps the names it was given. */
  #names = 0;

  /** Undefined as long as the text is not known to be repeated. */
  nameOf(text: string): string | undefined {
    const known = this.#texts.get(text) ?? this.#add(text);
    known.runs += 1;
    if (known.runs > PREPARED_AFTER && !known.name && this.#prepared < MAX_PREPARED) {
      this.#prepared += 1;
      known.name = `p${(this.#names += 1)}`;
    }
    return known.name;
  }

  startOver(): void {
    this.#texts.clear();
    this.#prepared = 0;
  }

  #add(text: string): Text {
    if (this.#texts.size >= MAX_TEXTS) this.#dropUnprepared();
    const added = { runs: 0 };
    this.#texts.set(text, added);
    return added;
  }

  #dropUnprepared(): void {
    for (const [text, { name }] of this.#texts) if (!name) this.#texts.delete(text);
  }
}

/** A migration has changed the type of a column meanwhile. PostgreSQL refuses such a plan for as long as the connection lives. */
function isOutdatedPlan(error: unknown): boolean {
  return error instanceof Error && 'routine' in error && error.routine === 'RevalidateCachedQuery';
}
