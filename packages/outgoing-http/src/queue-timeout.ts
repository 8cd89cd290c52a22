import type { LimitFunction } from 'p-limit';

/** No slot became free in time. The work was not started, and will not be. */
export class QueueTimeoutError extends Error {
  constructor(waitedMs: number) {
    super(`no turn within ${Math.round(waitedMs)} ms`);
    this.name = 'QueueTimeoutError';
  }
}

/**
 * Runs `work` when `limit` has a free slot. Throws `QueueTimeoutError` if it has none within the given milliseconds.
 */
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
    // A call that timed out stays in the queue until its turn, and then takes no time.
    return gone ? late.promise : work();
  });
  return Promise.race([turn, late.promise]);
}
