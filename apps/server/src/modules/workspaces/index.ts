/** What other modules may use. */
export { clearWorkspaceJob } from './workspace-jobs.ts';
