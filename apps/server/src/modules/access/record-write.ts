import type { Actor } from './access.ts';

/** What an installation key changes in a workspace, or an installation key or admin in the installation. */
export interface Write {
  actor: Actor;
  /** Left out for what belongs to no workspace. */
  workspaceId?: string;
  /** The procedure, for example `endpoints.create`. */
  action: string;
}

/**
 * Runs a procedure and records it for the installation admins: before it runs, so that nothing is changed unrecorded,
 * and its outcome after it.
 */
export type RecordWrite = <Result extends { ok: boolean }>(write: Write, run: () => Promise<Result>) => Promise<Result>;
