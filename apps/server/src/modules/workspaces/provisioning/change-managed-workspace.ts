import type { ManagedWorkspace } from '@patchbay/contracts';
import { z } from 'zod';
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

export const setDevelopmentInput = aboutWorkspace({
  isDevelopment: z.boolean().describe('Whether connect hosts at `localhost` and the like may be approved in it.'),
});

/** Hosts that were approved before stay in the list, and no session is made for them. Throws WORKSPACE_UNKNOWN. */
export async function setDevelopment(
  deps: ProvisioningDeps,
  { em, actor }: Provisioner,
  { isDevelopment, ...named }: z.infer<typeof setDevelopmentInput>,
): Promise<ManagedWorkspace> {
  return em.transactional(async (tx) => {
    const row = await lockNamed(tx, named);
    if (row.isDevelopment === isDevelopment) return managedView(row);
    const { id: workspaceId, externalId, name: subject } = row;
    await db(tx).updateTable('organization').set({ isDevelopment }).where('id', '=', workspaceId).execute();
    const action = isDevelopment ? 'provisioning.development' : 'provisioning.production';
    await recordChanges(deps, { tx, actor }, [{ action, workspaceId, externalId, subject }]);
    return managedView({ ...row, isDevelopment });
  });
}
