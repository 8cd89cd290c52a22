import { connectionViewSchema, type ErrorCode, isAtLeast } from '@patchbay/contracts';
import { type ConnectionCommand, type ConnectionEffect, REVOCATIONS } from '@patchbay/lifecycle';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Access } from '../../access/index.ts';
import { changeConnection } from '../change-connection.ts';
import { type CommandInput, commandInput } from '../command-input.ts';
import type { Connection } from '../connection.entity.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { readConnection } from '../queries/read-connections.ts';

export const connectionOutput = z.object({ connection: connectionViewSchema }).meta({ id: 'ChangedConnection' });

export const disconnectInput = commandInput.extend({
  revoke: z
    .boolean()
    .optional()
    .describe(
      'Also revoke the access at the app, whatever else uses it: see connections.disconnectImpact. Without it, access is ' +
        'revoked only where it is certain that nothing else uses it.',
    ),
});

export const disconnectOutput = connectionOutput.extend({
  release: z
    .enum(REVOCATIONS)
    .nullable()
    .describe(
      'What happens to the account at the provider. It is deleted within seconds. `asked`: its access at the app is ' +
        'revoked first. `if_unused`: only where it is certain that nothing else uses it. `null`: there was no account. ' +
        'The history then has `released_revoked` or, also where the app offers no revocation, `released_deleted`.',
    ),
});

type ConnectionOutput = z.infer<typeof connectionOutput>;

/** Cancels the open attempt. */
export async function cancelAttempt(
  deps: ConnectionsDeps,
  access: Access,
  input: CommandInput,
): Promise<ConnectionOutput> {
  await command(deps, access, { ...input, event: { type: 'cancel' }, conflict: 'CONNECTION_NOT_PENDING' });
  return { connection: await readConnection(access.em, access.workspaceId, input.id) };
}

/** Ends the authorization and keeps the app in the workspace. Throws REVOCATION_UNSUPPORTED. */
export async function disconnectConnection(
  deps: ConnectionsDeps,
  access: Access,
  { revoke = false, ...input }: z.infer<typeof disconnectInput>,
): Promise<z.infer<typeof disconnectOutput>> {
  if (revoke && !deps.provider.canRevoke) throw new AppError('REVOCATION_UNSUPPORTED');
  const event = { type: 'disconnect', revoke } as const;
  const effects = await command(deps, access, { ...input, event, conflict: 'CONNECTION_NOT_CONNECTED' });
  const released = effects.find((effect) => effect.type === 'releaseAccount');
  const connection = await readConnection(access.em, access.workspaceId, input.id);
  return { connection, release: released?.revoke ?? null };
}

/**
 * Removes the connection from the workspace, in any status. Its history stays. Requires an admin, except that the
 * member who added an app may remove it while it is not connected.
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
  /** The error when the command is not legal in the current status. */
  conflict: ErrorCode;
  /** Exceptions that allow a member who is not an admin. */
  permits?: (connection: Connection) => boolean;
}

async function command(
  deps: ConnectionsDeps,
  { em, workspaceId, actor, role }: Access,
  { event, conflict, permits, ...key }: Command,
): Promise<ConnectionEffect[]> {
  return changeConnection(deps, { em, workspaceId, ...key }, async ({ connection, apply }) => {
    if (!isAtLeast(role, 'admin') && !permits?.(connection)) throw new AppError('FORBIDDEN');
    const { legal, effects } = await apply(event, actor);
    if (!legal) throw new AppError(conflict);
    return effects;
  });
}
