import pLimit, { type LimitFunction } from 'p-limit';
import { runWithQueueTimeout } from '@patchbay/outgoing-http';

/** Actions of one workspace that run concurrently in this process: one workspace must not block the others. */
const AT_ONCE = 3;

/** Milliseconds that an execution waits for those before it. */
export const LONGEST_WAIT_MS = 10_000;

interface Queue {
  limit: LimitFunction;
  /** Executions that are waiting or running. */
  users: number;
}

/** Queues of executions by workspace. A queue is removed with its last execution. */
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

  /** Throws `QueueTimeoutError` if those before it take too long: `work` was not started then. */
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
