import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Jobs } from '../../../platform/jobs/jobs.ts';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import { recordChanges } from '../../installation-activity/index.ts';
import { endWorkspace, lockInvitations } from '../commands/end-workspace.ts';
import { findNamed, lockNamed, type OneWorkspace } from './managed-workspaces.ts';
import type { Provisioner, ProvisioningDeps } from './upsert-workspaces.ts';

export const deleteManagedOutput = z.object({ id: z.string() });

type DeleteDeps = ProvisioningDeps & { changes: ChangeSignal; jobs: Jobs };

/** Deletes a workspace permanently, archived or not, as an owner of it would. Throws WORKSPACE_UNKNOWN. */
export async function deleteManagedWorkspace(
  deps: DeleteDeps,
  { em, actor }: Provisioner,
  named: OneWorkspace,
): Promise<z.infer<typeof deleteManagedOutput>> {
  const id = await em.transactional(async (tx) => {
    const found = await findNamed(tx, named);
    if (!found) throw new AppError('WORKSPACE_UNKNOWN');
    const { id: workspaceId } = found;
    await lockInvitations(tx, workspaceId);
    const { externalId, name: subject } = await lockNamed(tx, { id: workspaceId });
    await endWorkspace(deps, tx, { workspaceId, actor });
    await recordChanges(deps, { tx, actor }, [{ action: 'provisioning.delete', workspaceId, externalId, subject }]);
    return workspaceId;
  });
  deps.changes.notify(id);
  return { id };
}
