import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { emptyState } from './state.ts';
import type { SandboxState } from './state.ts';
import { readStateFile, writeStateFile } from './state-file.ts';

/** The state of one sandbox, and when it is on disk. */
export interface Store {
  readonly state: SandboxState;
  /** Must be called after every change of `state`. */
  changed(): void;
  /** Resolves when every change so far is on disk; immediately when nothing changed or there is no file. */
  saved(): Promise<void>;
}

/** Opens the store; `path` undefined keeps everything in memory. */
export function openStore(path: string | undefined): Store {
  if (path === undefined) return { state: emptyState(), changed: () => {}, saved: () => Promise.resolve() };
  const text = readStateFile(path);
  const state = text === null ? emptyState() : readSnapshot(text);
  return { state, ...groupCommit(() => writeStateFile(path, writeSnapshot(state))) };
}

/**
 * One write at a time; all changes during a write share the next one. A burst of a thousand requests costs only a few
 * writes, and still no response is sent before its change is on disk.
 */
function groupCommit(write: () => Promise<void>): Pick<Store, 'changed' | 'saved'> {
  let dirty = false;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  const flush = (): Promise<void> => {
    next = null;
    dirty = false;
    running = write().catch((error: unknown) => {
      dirty = true;
      throw error;
    });
    return running;
  };
  return {
    changed: () => {
      dirty = true;
    },
    saved: () => {
      if (!dirty && next === null) return running;
      next ??= running.then(flush, flush);
      return next;
    },
  };
}
