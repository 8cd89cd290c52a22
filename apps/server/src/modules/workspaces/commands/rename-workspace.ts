import type { WorkspaceView } from '@patchbay/contracts';
import type { Access } from '../../access/index.ts';
import { db } from '../../../platform/orm/tables.ts';

export async function renameWorkspace(
  { em, workspaceId, role }: Access,
  { name }: { name: string },
): Promise<WorkspaceView> {
  await db(em).updateTable('organization').set({ name }).where('id', '=', workspaceId).execute();
  return { id: workspaceId, name, role };
}
