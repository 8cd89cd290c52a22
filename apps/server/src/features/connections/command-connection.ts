import { type ConnectionCommand, connectionViewSchema } from '@patchbay/lifecycle';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import type { ErrorCode } from '../../platform/errors/error-codes.ts';
import type { Access } from '../workspaces/access.ts';
import { isAtLeast } from '../workspaces/roles.ts';
import { changeConnection } from './change-connection.ts';
import type { CommandInput } from './command-input.ts';
import type { Connection } from './connection.entity.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { readConnection } from './read-connections.ts';

export const connectionOutput = z.object({ connection: connectionViewSchema });

type ConnectionOutput = z.infer<typeof connectionOutput>;

/** Gives up the open attempt. */
export async function cancelAttempt(
  deps: ConnectionsDeps,
  access: Access,
  input: CommandInput,
): Promise<ConnectionOutput> {
  await command(deps, access, { ...input, event: { type: 'cancel' }, conflict: 'CONNECTION_NOT_PENDING' });
  return { connection: await readConnection(access.em, access.workspaceId, input.id) };
}

/** Ends the authorization and keeps the app in the workspace. */
export async function disconnectConnection(
  deps: ConnectionsDeps,
  access: Access,
  input: CommandInput,
): Promise<ConnectionOutput> {
  await command(deps, access, { ...input, event: { type: 'disconnect' }, conflict: 'CONNECTION_NOT_CONNECTED' });
  return { connection: await readConnection(access.em, access.workspaceId, input.id) };
}

/**
 * Takes the connection out of the workspace, in whatever state it is. Its history stays. An admin's command; but whoever
 * added an app may take it back as long as it is not connected.
 */
export async function removeConnection(
  deps: ConnectionsDeps,
  access: Access,
  input: CommandInput,
): Promise<{ id: string }> {
  await command(deps, access, {
    ...input,
    event: { type: 'remove' },
    conflict: 'CONNECTION_CHANGED',
    permits: ({ status, addedBy }) => status === 'added' && addedBy.id === access.actor.id,
  });
  return { id: input.id };
}

interface Command extends CommandInput {
  event: ConnectionCommand;
  /** What to answer when it is not legal now. */
  conflict: ErrorCode;
  /** When somebody who is no admin may do it all the same. */
  permits?: (connection: Connection) => boolean;
}

async function command(
  deps: ConnectionsDeps,
  { em, workspaceId, actor, role }: Access,
  { event, conflict, permits, ...key }: Command,
): Promise<void> {
  await changeConnection(deps, { em, workspaceId, ...key }, async ({ connection, apply }) => {
    if (!isAtLeast(role, 'admin') && !permits?.(connection)) throw new AppError('FORBIDDEN');
    const { legal } = await apply(event, actor);
    if (!legal) throw new AppError(conflict);
  });
}
