/** The public interface of this module. */
export { endWorkspaceKeys } from './end-workspace-keys.ts';
export { KeyReader } from './key-reader.ts';
export { listShownKeys, removeForeignKeys, revokeShownKeys } from './shown-keys.ts';
