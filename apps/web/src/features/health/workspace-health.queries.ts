import { useQuery } from '@pinia/colada';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';

export type WorkspaceHealth = Outputs['health']['get'];
export type Finding = WorkspaceHealth['findings'][number];

export const healthKeys = { workspace: () => workspaceKey('health') };

/** Milliseconds for which pages that are opened one after the other share an answer. Changes invalidate it. */
const STALE_MS = 10_000;

/** What does not work in the workspace and in its installation. */
export function useWorkspaceHealth() {
  return useQuery({ key: healthKeys.workspace, query: () => api.health.get.query(), staleTime: STALE_MS });
}
