import type { EntityManager } from '@mikro-orm/postgresql';
import type { MachineState, Reason } from '@patchbay/lifecycle';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import type { Actor } from '../workspaces/access.ts';
import type { Connection } from './connection.entity.ts';
import { HistoryEntry, type HistoryEvent } from './history-entry.entity.ts';

export interface HistoryLine {
  event: HistoryEvent;
  from: MachineState;
  to: MachineState;
  actor: Actor;
  reason: Reason | null;
  attemptId: string | null;
  version: number;
  ignored?: boolean;
}

/** Adds a line to the connection's history, in the transaction of `tx`. */
export function appendHistory(
  { tx, clock, newId }: { tx: EntityManager; clock: Clock; newId: NewId },
  connection: Connection,
  { from, to, reason, ignored = false, ...line }: HistoryLine,
): void {
  tx.create(
    HistoryEntry,
    {
      id: newId(),
      workspaceId: connection.workspaceId,
      connectionId: connection.id,
      appSlug: connection.appSlug,
      at: clock.now(),
      fromStatus: from,
      toStatus: to,
      ignored,
      reasonCode: reason?.code ?? null,
      reasonDetail: reason?.detail ?? null,
      ...line,
    },
    { persist: true },
  );
}
