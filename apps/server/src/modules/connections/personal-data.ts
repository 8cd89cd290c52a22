import type { EntityManager } from '@mikro-orm/postgresql';

/** Whose data is erased: that of an end user’s connections, all of which are removed. */
export interface Erasure {
  tx: EntityManager;
  workspaceId: string;
  connectionIds: string[];
  /** Their accounts at the provider, present and former. */
  accountIds: string[];
  /** Messages of the provider that became events of these connections. */
  messageIds: string[];
}

/** What was erased, by the name of what it counts. */
export type ErasedCounts = Partial<Record<'events' | 'executions' | 'messages', number>>;

type Erase = (erasure: Erasure) => Promise<ErasedCounts>;

/**
 * The port through which modules erase what they keep of an end user’s connections, so that forgetting someone depends on none of
 * them. Idempotent, in one transaction.
 */
export class PersonalData {
  readonly #handlers: Erase[] = [];

  register(erase: Erase): void {
    this.#handlers.push(erase);
  }

  async erase(erasure: Erasure): Promise<ErasedCounts> {
    const counts: ErasedCounts = {};
    for (const erase of this.#handlers) Object.assign(counts, await erase(erasure));
    return counts;
  }
}
