import type { WorkspaceView } from '@patchbay/contracts';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { Access } from '../../access/index.ts';

export async function renameWorkspace(
  { em, workspaceId, role }: Access,
  { name }: { name: string },
): Promise<WorkspaceView> {
  await executeSql(em, `update "organization" set "name" = $2 where "id" = $1`, [workspaceId, name]);
  return { id: workspaceId, name, role };
}
