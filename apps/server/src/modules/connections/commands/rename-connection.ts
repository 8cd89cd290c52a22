import type { ConnectionView } from '@patchbay/contracts';
import type { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { violates } from '../../../platform/errors/database-error.ts';
import type { Access } from '../../access/index.ts';
import { label } from './add-connection.ts';
import { appendHistory } from '../append-history.ts';
import { changeConnection } from '../change-connection.ts';
import { commandInput } from '../command-input.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { readConnection } from '../queries/read-connections.ts';
import { lockSameLabel } from './same-label.ts';

export const renameConnectionInput = commandInput.extend({ label });

/** Changes the label. Throws LABEL_TAKEN when another connection of the app has it, ignoring case. */
export async function renameConnection(
  deps: ConnectionsDeps,
  { em, workspaceId, actor }: Access,
  { label: text, ...key }: z.infer<typeof renameConnectionInput>,
): Promise<{ connection: ConnectionView }> {
  await changeConnection(deps, { em, workspaceId, ...key }, async ({ tx, connection }) => {
    if (connection.label === text) return;
    const { appSlug, id, endUserId = null } = connection;
    if (await lockSameLabel(tx, { workspaceId, appSlug, label: text, endUserId, id }))
      throw new AppError('LABEL_TAKEN');
    Object.assign(connection, { label: text, updatedAt: deps.clock.now() });
    const { status, version, attemptId } = connection;
    const line = { from: status, to: status, actor, reason: null, attemptId: attemptId ?? null };
    await appendHistory({ tx, ...deps }, connection, { event: 'renamed', version: version + 1, ...line });
  }).catch((error: unknown) => {
    throw violates(error, 'entity_connections_app_label_key') ? new AppError('LABEL_TAKEN', { cause: error }) : error;
  });
  return { connection: await readConnection(em, workspaceId, key.id) };
}
