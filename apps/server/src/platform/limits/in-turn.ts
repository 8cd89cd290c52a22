import type { LimitFunction } from 'p-limit';

/** There was no room in time. What was asked for was not begun, and will not be. */
export class NoTurn extends Error {
  constructor(waitedMs: number) {
    super(`no turn within ${Math.round(waitedMs)} ms`);
    this.name = 'NoTurn';
  }
}

/** Runs `work` when `limit` has room for it. Throws `NoTurn` when it has none within so many milliseconds. */
export async function inTurn<Result>(
  limit: LimitFunction,
  withinMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const late = Promise.withResolvers<never>();
  let gone = false;
  const timer = setTimeout(() => {
    gone = true;
    late.reject(new NoTurn(withinMs));
  }, withinMs);
  const turn = limit(() => {
    clearTimeout(timer);
    // Whoever left stands in the queue until it is their turn, and takes no time then.
    return gone ? late.promise : work();
  });
  return Promise.race([turn, late.promise]);
}
