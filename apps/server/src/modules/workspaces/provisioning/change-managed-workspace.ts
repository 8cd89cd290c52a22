import type { ManagedWorkspace } from '@patchbay/contracts';
import type { z } from 'zod';
import { db } from '../../../platform/orm/tables.ts';
import { recordChanges } from '../../installation-activity/index.ts';
import { workspaceName } from '../workspace.view.ts';
import { aboutWorkspace, lockNamed, managedView } from './managed-workspaces.ts';
import type { Provisioner, ProvisioningDeps } from './upsert-workspaces.ts';

export const renameManagedInput = aboutWorkspace({ name: workspaceName });

/** Throws WORKSPACE_UNKNOWN. */
export async function renameManaged(
  deps: ProvisioningDeps,
  { em, actor }: Provisioner,
  { name, ...named }: z.infer<typeof renameManagedInput>,
): Promise<ManagedWorkspace> {
  return em.transactional(async (tx) => {
    const row = await lockNamed(tx, named);
    if (row.name === name) return managedView(row);
    await db(tx).updateTable('organization').set({ name }).where('id', '=', row.id).execute();
    const change = { action: 'provisioning.rename', workspaceId: row.id, externalId: row.externalId, subject: name };
    await recordChanges(deps, { tx, actor }, [change]);
    return managedView({ ...row, name });
  });
}
