/** The public interface of this module. */
export { endKeySessionsJob } from './end-key-sessions.job.ts';
export { endWorkspaceKeys } from './end-workspace-keys.ts';
export { KeyReader } from './key-reader.ts';
export { listShownKeys, removeForeignKeys, revokeShownKeys } from './shown-keys.ts';
