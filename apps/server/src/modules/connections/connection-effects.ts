import type { EntityManager } from '@mikro-orm/postgresql';
import type { Connection } from './connection.entity.ts';
import type { ConnectionsDeps } from './connections.deps.ts';

/** The transaction that changes the connection, and the dependencies of the use cases. */
export interface EffectScope extends ConnectionsDeps {
  tx: EntityManager;
}

type EffectHandler = (scope: EffectScope, connection: Connection) => Promise<void>;

/** Effects of the lifecycle that other modules perform. Each module registers handlers for the effects it needs. */
export interface EffectHandlers {
  /** The connection became usable. */
  armTriggers?: EffectHandler;
  /** The connection's grant ended. */
  pauseTriggers?: EffectHandler;
  /** The connection gives up its account. */
  deleteTriggers?: EffectHandler;
}

/**
 * The port through which other modules take part in a change of a connection, so that `connections` depends on none
 * of them. Handlers run one after the other, in registration order, in the transaction of the change.
 */
export class ConnectionEffects {
  readonly #handlers: EffectHandlers[] = [];

  register(handlers: EffectHandlers): void {
    this.#handlers.push(handlers);
  }

  /** The combined handler of all modules for one effect. */
  handlerOf(effect: keyof EffectHandlers): EffectHandler {
    return async (scope, connection) => {
      for (const { [effect]: handle } of this.#handlers) await handle?.(scope, connection);
    };
  }
}
