import { EntityManager as PostgreSqlEntityManager } from '@mikro-orm/postgresql';
import type { TransactionOptions } from '@mikro-orm/core';
import { setTimeout as pause } from 'node:timers/promises';
import { isAborted } from '../errors/database-error.ts';
import { collectForCommit, shareCommit } from './after-commit.ts';

const TRIES = 4;
/** Milliseconds before the second try; doubled for each further one. */
const FIRST_REST = 20;

/**
 * Retries a transaction that PostgreSQL rolled back in favor of another: it had no effect, and may succeed now. The work of a
 * transaction may therefore run more than once, and must not do anything that a rollback does not undo; side effects are sent as a
 * job in the transaction, or done after it (`afterCommit`).
 */
export class RetryingEntityManager extends PostgreSqlEntityManager {
  override async transactional<Result>(
    work: (em: this) => Result | Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result> {
    // A part of a transaction cannot be retried alone.
    if (this.isInTransaction()) return super.transactional((em) => (shareCommit(em, this), work(em)), options);
    const waiting = new Set<() => void>();
    const result = await this.#repeated((em) => (collectForCommit(em, waiting), work(em)), options);
    for (const each of waiting) each();
    return result;
  }

  async #repeated<Result>(work: (em: this) => Result | Promise<Result>, options?: TransactionOptions): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await super.transactional(work, options);
      } catch (error) {
        if (tries === TRIES || !isAborted(error)) throw error;
        await pause(FIRST_REST * 2 ** (tries - 1));
      }
    }
  }
}
