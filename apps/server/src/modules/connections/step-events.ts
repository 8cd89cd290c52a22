import type { EventData } from '@patchbay/contracts';
import type { Announcement, MachineState, Reason } from '@patchbay/lifecycle';
import type { Actor } from '../access/index.ts';
import type { PlannedEvent } from '../outgoing-events/index.ts';
import type { Connection } from './connection.entity.ts';

/** A transition that others are told of. */
export interface Step {
  announcement: Announcement;
  from: MachineState;
  to: MachineState;
  actor: Actor;
  reason: Reason | null;
  version: number;
  /** The account in use before it. */
  previousAccount: Account;
}

type Account = EventData<'connection.connected'>['account'];

/** The events of a step. Called when the change is complete: whose account it is, is recorded only after the transition. */
export function stepEvents(connection: Connection, step: Step): PlannedEvent[] {
  const { workspaceId } = connection;
  const { announcement, reason, previousAccount } = step;
  const data = { ...transitionOf(connection, step) };
  const account = accountOf(connection);
  switch (announcement) {
    case 'connected':
      return [{ type: 'connection.connected', workspaceId, data: { ...data, account } }];
    case 'reconnected':
      return [
        { type: 'connection.reconnected', workspaceId, data: { ...data, account } },
        ...(isAnother(previousAccount, account)
          ? [{ type: 'connection.account_changed' as const, workspaceId, data: { ...data, account, previousAccount } }]
          : []),
      ];
    case 'added':
    case 'removed':
      return [{ type: `connection.${announcement}`, workspaceId, data }];
    default:
      return [{ type: `connection.${announcement}`, workspaceId, data: { ...data, reason } }];
  }
}

function transitionOf(connection: Connection, { announcement, from, to, actor, version }: Step) {
  const isConnected = announcement === 'connected' || announcement === 'reconnected';
  return {
    connection: connectionInEvent(connection),
    // The provider only confirms: a person or a service has connected it.
    actor: isConnected && actor.kind === 'provider' ? (connection.connectedBy ?? actor) : actor,
    status: to,
    previousStatus: from,
    version,
  };
}

type Named = Pick<Connection, 'id' | 'appSlug' | 'label' | 'endUserId' | 'tags'>;

/** What every event says of a connection, as it is now. */
export function connectionInEvent({ id, appSlug, label, endUserId, tags }: Named) {
  return { id, app: appSlug, label, endUserId: endUserId ?? null, tags };
}

export function accountOf({ accountId, accountIdentity }: Pick<Connection, 'accountId' | 'accountIdentity'>): Account {
  return accountId ? { id: accountId, identity: accountIdentity ?? null } : null;
}

/** Only if both are known: every reconnect has a new id at the provider, also of the same person. */
function isAnother(before: Account, after: Account): boolean {
  return !!before?.identity && !!after?.identity && before.identity !== after.identity;
}
