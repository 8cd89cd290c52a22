import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventData, OutgoingEventType } from '@patchbay/contracts';

/** The messages of triggers are written by the router of the inbox, and a test is only a delivery. */
type PlannedType = Exclude<OutgoingEventType, 'trigger.message' | 'test'>;

type Planned<Type extends PlannedType> = {
  type: Type;
  workspaceId: string;
  /** Without the workspace, which is added when it is written. */
  data: Omit<EventData<Type>, 'workspace'>;
};

/** An event to be written in the transaction that causes it. */
export type PlannedEvent = { [Type in PlannedType]: Planned<Type> }[PlannedType];

type Write = (tx: EntityManager, events: PlannedEvent[]) => Promise<void>;

/**
 * The port through which every module tells customers what has happened, so that none of them depends on events,
 * endpoints and deliveries. Events are part of the transaction: they exist exactly if it commits.
 */
export class OutgoingEvents {
  #write: Write | undefined;

  /** Called once, by the module that stores events. */
  handle(write: Write): void {
    this.#write = write;
  }

  async plan(tx: EntityManager, events: PlannedEvent[]): Promise<void> {
    if (events.length === 0) return;
    if (!this.#write) throw new Error('no module stores outgoing events');
    await this.#write(tx, events);
  }
}
