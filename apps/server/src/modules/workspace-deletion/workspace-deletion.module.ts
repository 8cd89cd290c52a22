import type { ServerModule } from '../../platform/server-module.ts';
import type { ClosingDeps } from './clear-workspace.ts';
import { handleClosing } from './closing.jobs.ts';

/** Ends all that a deleted workspace had. */
export const workspaceDeletionModule = {
  name: 'workspace-deletion',
  register: handleClosing,
} satisfies ServerModule<ClosingDeps>;
