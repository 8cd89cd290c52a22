import type { LimitFunction } from 'p-limit';

/** There was no room in time. What was asked for was not begun, and will not be. */
export class QueueTimeoutError extends Error {
  constructor(waitedMs: number) {
    super(`no turn within ${Math.round(waitedMs)} ms`);
    this.name = 'QueueTimeoutError';
  }
}

/** Runs `work` when `limit` has room for it. Throws `QueueTimeoutError` when it has none within so many milliseconds. */
export async function runWithQueueTimeout<Result>(
  limit: LimitFunction,
  withinMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const late = Promise.withResolvers<never>();
  let gone = false;
  const timer = setTimeout(() => {
    gone = true;
    late.reject(new QueueTimeoutError(withinMs));
  }, withinMs);
  const turn = limit(() => {
    clearTimeout(timer);
    // A call that timed out stays in the queue until its turn comes, and takes no time then.
    return gone ? late.promise : work();
  });
  return Promise.race([turn, late.promise]);
}
