import type { EntityManager } from '@mikro-orm/postgresql';
import type { Connection } from './connection.entity.ts';
import type { ConnectionsDeps } from './connections.deps.ts';

/** The transaction that changes the connection, and what use cases need. */
export interface EffectScope extends ConnectionsDeps {
  tx: EntityManager;
}

type EffectHandler = (scope: EffectScope, connection: Connection) => Promise<void>;

/** What the lifecycle names and other modules do. Each module brings handlers for those that concern it. */
export interface EffectHandlers {
  /** The connection became usable. */
  armTriggers?: EffectHandler;
  /** Its grant ended. */
  pauseTriggers?: EffectHandler;
  /** It lets its account go. */
  deleteTriggers?: EffectHandler;
}

/**
 * The port by which other modules take part in a change of a connection: `connections` knows none of them. Handlers run one
 * after the other, in the order in which they were registered, and in the transaction of the change.
 */
export class ConnectionEffects {
  readonly #handlers: EffectHandlers[] = [];

  register(handlers: EffectHandlers): void {
    this.#handlers.push(handlers);
  }

  /** The handler of all modules for one effect. */
  handlerOf(effect: keyof EffectHandlers): EffectHandler {
    return async (scope, connection) => {
      for (const { [effect]: handle } of this.#handlers) await handle?.(scope, connection);
    };
  }
}
