import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import { type Expression, sql } from 'kysely';
import { type ParameterOf, prepare } from '../../platform/orm/prepare.ts';
import { runOn } from '../../platform/orm/run-on.ts';
import { statements } from '../../platform/orm/tables.ts';
import { anyOf, now } from '../../platform/orm/expressions.ts';

/** A limit for guesses: at most `most` in a window of so many seconds, which starts with the first guess. */
export interface GuessBudget {
  /** The guessed account or the guessing client. Stored only as a keyed hash. */
  name: string;
  most: number;
  seconds: number;
}

/** Expired rows removed with each counted guess: two for one, so that the table shrinks to what is in use. */
const REMOVED_AT_ONCE = 2;

/**
 * Counts password guesses in the database, by its clock: all processes share one count. A rejection writes nothing,
 * so a flood of guesses for one account does not queue for its row.
 */
export class GuessLimit {
  readonly #pool: Pool;
  readonly #secret: string;

  constructor({ pool, secret }: { pool: Pool; secret: string }) {
    this.#pool = pool;
    this.#secret = secret;
  }

  /**
   * Counts one guess in every budget, in their order, before the password is looked at. Answers the seconds to wait when
   * one is used up, and counts in none after it; otherwise nothing.
   */
  async take(budgets: readonly GuessBudget[]): Promise<number | undefined> {
    for (const budget of budgets) {
      const wait = (await this.#waitOf(budget)) ?? (await this.#count(budget));
      if (wait !== undefined) return wait;
    }
    return undefined;
  }

  /** Refunds a guess whose password was right. */
  async refund(budgets: readonly GuessBudget[]): Promise<void> {
    const keys = budgets.map(({ name }) => this.#keyOf(name));
    const taken = statements.updateTable('guesses').where('key', '=', anyOf(keys));
    await runOn(
      this.#pool,
      taken.set((eb) => ({ count: sql`greatest(${eb.ref('count')} - 1, 0)` })),
    );
  }

  async #waitOf({ name, most }: GuessBudget): Promise<number | undefined> {
    const [used] = await runOn(this.#pool, USED_UP({ key: this.#keyOf(name), most }));
    return used?.wait;
  }

  /** Simultaneous guesses have all passed the check above; here they are counted one after the other. */
  async #count({ name, most, seconds }: GuessBudget): Promise<number | undefined> {
    const [row] = await runOn(this.#pool, COUNT({ key: this.#keyOf(name), seconds }));
    return row && row.count > most ? row.wait : undefined;
  }

  #keyOf(name: string): Buffer {
    return createHmac('sha256', this.#secret).update(`guess ${name}`).digest().subarray(0, 16);
  }
}

const waitOf = (until: Expression<Date>) => sql<number>`greatest(1, ceil(extract(epoch from ${until} - now())))::int`;

/** Prepared, like the next: a flood of guesses runs them. */
const USED_UP = prepare((value: ParameterOf<{ key: Buffer; most: number }>) =>
  statements
    .selectFrom('guesses')
    .select((eb) => waitOf(eb.ref('until')).as('wait'))
    .where('key', '=', value('key'))
    .where('count', '>=', value('most'))
    .where('until', '>', now),
);

const COUNT = prepare((value: ParameterOf<{ key: Buffer; seconds: number }>) =>
  statements
    .with('over', (q) =>
      q
        .deleteFrom('guesses')
        .where('key', 'in', (eb) =>
          eb
            .selectFrom('guesses as old')
            .select('old.key')
            .where('old.until', '<=', now)
            .where('old.key', '<>', value('key'))
            .orderBy('old.until')
            .limit(REMOVED_AT_ONCE)
            .forUpdate()
            .skipLocked(),
        ),
    )
    .insertInto('guesses')
    .values({ key: value('key'), count: 1, until: sql`now() + make_interval(secs => ${value('seconds')})` })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        count: sql`case when ${eb.ref('guesses.until')} <= now() then 1 else least(${eb.ref('guesses.count')} + 1, 32000) end`,
        until: sql`case when ${eb.ref('guesses.until')} <= now() then ${eb.ref('excluded.until')} else ${eb.ref('guesses.until')} end`,
      })),
    )
    .returning((eb) => ['guesses.count', waitOf(eb.ref('guesses.until')).as('wait')]),
);
