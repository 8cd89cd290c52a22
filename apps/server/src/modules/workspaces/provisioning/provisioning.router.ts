import { countedWorkspaceSchema, managedWorkspaceSchema } from '@patchbay/contracts';
import type { Jobs } from '../../../platform/jobs/jobs.ts';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import { t } from '../../../platform/trpc/trpc.ts';
import type { Procedures } from '../../access/index.ts';
import { getWorkspaceInput, oneWorkspaceInput } from './managed-workspaces.ts';
import { provisioningDocs } from './provisioning.docs.ts';
import { archiveWorkspace, restoreWorkspace } from './archive-workspace.ts';
import { deleteManagedOutput, deleteManagedWorkspace } from './delete-managed-workspace.ts';
import { renameManaged, renameManagedInput, setDevelopment, setDevelopmentInput } from './change-managed-workspace.ts';
import {
  getManagedWorkspace,
  listManagedWorkspaces,
  listManagedWorkspacesInput,
  listManagedWorkspacesOutput,
} from './list-managed-workspaces.ts';
import {
  MAX_UPSERT_BYTES,
  type ProvisioningDeps,
  upsertWorkspaces,
  upsertWorkspacesInput,
  upsertWorkspacesOutput,
} from './upsert-workspaces.ts';

export type ProvisioningRouterDeps = ProvisioningDeps & {
  procedures: Procedures;
  changes: ChangeSignal;
  jobs: Jobs;
};

/** The workspaces of the installation, for its admins and for services with an installation key. */
export function provisioningRouter(deps: ProvisioningRouterDeps) {
  const { installation } = deps.procedures;
  return t.router({
    upsertWorkspaces: installation('workspaces:write', { maxBytes: MAX_UPSERT_BYTES })
      .meta(provisioningDocs.upsertWorkspaces)
      .input(upsertWorkspacesInput)
      .output(upsertWorkspacesOutput)
      .mutation(({ ctx, input }) => upsertWorkspaces(deps, ctx, input)),
    listWorkspaces: installation('workspaces:read')
      .meta(provisioningDocs.listWorkspaces)
      .input(listManagedWorkspacesInput)
      .output(listManagedWorkspacesOutput)
      .query(({ ctx, input }) => listManagedWorkspaces(ctx, input)),
    getWorkspace: installation('workspaces:read')
      .meta(provisioningDocs.getWorkspace)
      .input(getWorkspaceInput)
      .output(countedWorkspaceSchema)
      .query(({ ctx, input }) => getManagedWorkspace(ctx, input)),
    renameWorkspace: installation('workspaces:write')
      .meta(provisioningDocs.renameWorkspace)
      .input(renameManagedInput)
      .output(managedWorkspaceSchema)
      .mutation(({ ctx, input }) => renameManaged(deps, ctx, input)),
    setDevelopment: installation('workspaces:write')
      .meta(provisioningDocs.setDevelopment)
      .input(setDevelopmentInput)
      .output(managedWorkspaceSchema)
      .mutation(({ ctx, input }) => setDevelopment(deps, ctx, input)),
    archiveWorkspace: installation('workspaces:write')
      .meta(provisioningDocs.archiveWorkspace)
      .input(oneWorkspaceInput)
      .output(managedWorkspaceSchema)
      .mutation(({ ctx, input }) => archiveWorkspace(deps, ctx, input)),
    restoreWorkspace: installation('workspaces:write')
      .meta(provisioningDocs.restoreWorkspace)
      .input(oneWorkspaceInput)
      .output(managedWorkspaceSchema)
      .mutation(({ ctx, input }) => restoreWorkspace(deps, ctx, input)),
    deleteWorkspace: installation('workspaces:delete')
      .meta(provisioningDocs.deleteWorkspace)
      .input(oneWorkspaceInput)
      .output(deleteManagedOutput)
      .mutation(({ ctx, input }) => deleteManagedWorkspace(deps, ctx, input)),
  });
}
