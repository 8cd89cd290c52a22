import type { EntityManager } from '@mikro-orm/postgresql';

/** Callbacks that wait for the commit of a transaction, by the entity managers that work in it. */
const WAITING = new WeakMap<object, Set<() => void>>();

/**
 * Runs `work` when the transaction of `em` is committed, and never when it is rolled back; immediately if `em` is in none. The
 * same function is run only once, however often it is passed.
 */
export function afterCommit(em: EntityManager, work: () => void): void {
  const waiting = WAITING.get(em);
  if (waiting) waiting.add(work);
  else work();
}

/** Lets `em` collect for the commit of `outer`, in whose transaction it works. */
export function shareCommit(em: EntityManager, outer: EntityManager): void {
  const waiting = WAITING.get(outer);
  if (waiting) WAITING.set(em, waiting);
}

/** Begins to collect for the commit of `em`, without what an earlier try of the same transaction collected. */
export function collectForCommit(em: EntityManager, waiting: Set<() => void>): void {
  waiting.clear();
  WAITING.set(em, waiting);
}
