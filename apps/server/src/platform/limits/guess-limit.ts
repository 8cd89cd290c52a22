import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';

/** How often one may guess: at most `most` times in windows of so many seconds, each begun by its first guess. */
export interface GuessBudget {
  /** What is guessed at, or who guesses. Stored only as a keyed hash. */
  name: string;
  most: number;
  seconds: number;
}

/** Rows removed with each guess that is counted: two for one, so that the table shrinks to what is in use. */
const REMOVED_AT_ONCE = 2;

/**
 * Counts guesses at passwords, in the database: many processes share one count, and by its clock. A refusal writes nothing,
 * so a flood of guesses at one account does not queue for its row.
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

  /** Takes a guess back that was none: the password was right. */
  async refund(budgets: readonly GuessBudget[]): Promise<void> {
    const keys = budgets.map(({ name }) => this.#keyOf(name));
    await this.#pool.query('update guesses set count = greatest(count - 1, 0) where key = any($1::bytea[])', [keys]);
  }

  async #waitOf({ name, most }: GuessBudget): Promise<number | undefined> {
    const { rows } = await this.#pool.query<{ wait: number }>(USED_UP, [this.#keyOf(name), most]);
    return rows[0]?.wait;
  }

  /** Guesses that came at the same moment have passed the question above; here they are counted one after the other. */
  async #count({ name, most, seconds }: GuessBudget): Promise<number | undefined> {
    const { rows } = await this.#pool.query<{ count: number; wait: number }>(COUNT, [this.#keyOf(name), seconds]);
    const [row] = rows;
    return row && row.count > most ? row.wait : undefined;
  }

  #keyOf(name: string): Buffer {
    return createHmac('sha256', this.#secret).update(`guess ${name}`).digest().subarray(0, 16);
  }
}

const WAIT = `greatest(1, ceil(extract(epoch from until - now())))::int as wait`;

const USED_UP = `select ${WAIT} from guesses where key = $1 and count >= $2 and until > now()`;

const COUNT = `
  with over as (
    delete from guesses where key in (
      select key from guesses where until <= now() and key <> $1
       order by until limit ${REMOVED_AT_ONCE} for update skip locked)
  )
  insert into guesses as g (key, count, until) values ($1, 1, now() + make_interval(secs => $2))
  on conflict (key) do update
     set count = case when g.until <= now() then 1 else least(g.count + 1, 32000) end,
         until = case when g.until <= now() then excluded.until else g.until end
  returning count, ${WAIT}`;
