import pLimit, { type LimitFunction } from 'p-limit';
import { runWithQueueTimeout } from '@patchbay/outgoing-http';

/** Actions of a workspace that run at once in this process: what one asks for must not keep the others waiting. */
const AT_ONCE = 3;

/** Milliseconds that an execution waits for those before it. */
export const LONGEST_WAIT_MS = 10_000;

interface Queue {
  limit: LimitFunction;
  /** Who waits in it or runs. */
  users: number;
}

/** Whose turn it is to run an action, by workspace. A queue is forgotten with the last one in it. */
export class ExecutionTurns {
  readonly #queues = new Map<string, Queue>();
  readonly #longestWaitMs: number;

  constructor(longestWaitMs = LONGEST_WAIT_MS) {
    this.#longestWaitMs = longestWaitMs;
  }

  /** How many workspaces run something. */
  get size(): number {
    return this.#queues.size;
  }

  /** Throws `QueueTimeoutError` when those before it take too long: then `work` was not begun. */
  async take<Result>(workspaceId: string, work: () => Promise<Result>): Promise<Result> {
    const queue = this.#queues.get(workspaceId) ?? { limit: pLimit(AT_ONCE), users: 0 };
    this.#queues.set(workspaceId, queue);
    queue.users += 1;
    try {
      return await runWithQueueTimeout(queue.limit, this.#longestWaitMs, work);
    } finally {
      queue.users -= 1;
      if (queue.users === 0) this.#queues.delete(workspaceId);
    }
  }
}
